/**
 * A chunk that is asked for again after it could not be fetched. A browser remembers that and would never ask again, so
 * another try needs another address. Only the browser's own complaint names it: the bundler gives the file a new name
 * with every build.
 */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let tries = 0;
  let failedAddress: string | undefined;
  return async () => {
    try {
      return await (failedAddress ? (import(/* @vite-ignore */ `${failedAddress}?${tries}`) as Promise<T>) : load());
    } catch (error) {
      failedAddress ??= String(error).match(/https?:\/\/[^\s?]+\.js/)?.[0];
      tries += 1;
      throw error;
    }
  };
}

/** Made once for all who ask; what failed is tried again by the next. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
