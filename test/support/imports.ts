import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** One statement that imports, exports from, or loads: `to` is a path from the root, or the name of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Types alone: nothing of it is there when it runs. */
  readonly erased: boolean;
}

/** All sources, by their path from the root. */
export const readSources = (): Map<string, string> =>
  new Map(
    globSync("{functions,infra,shared,test,web}/**/*.{ts,tsx,mjs}", { cwd: root }).map((file) => [
      file,
      readFileSync(join(root, file), "utf8"),
    ]),
  );

/** As our formatter leaves them: the word, perhaps names or braces on several lines, and a path in double quotes. */
const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^"'`;]*?\sfrom\s+)?"([^"?]+)[^"]*"|\bimport\(\s*"([^"?]+)/gm;
/** A worker is named by its address. */
const ADDRESS = /new URL\("(\.[^"]+\.tsx?)", import\.meta\.url\)/g;

/** Every import of these sources. @param sources text by path from the root */
export function importsOf(sources: ReadonlyMap<string, string>): Import[] {
  return [...sources].flatMap(([from, text]) => {
    const to = (path: string) => (path.startsWith(".") ? normalize(join(dirname(from), path)) : path);
    return [
      ...[...text.matchAll(STATEMENT)].map(([, type, path, loaded]) => ({
        from,
        to: to(path ?? loaded ?? ""),
        erased: type !== undefined,
      })),
      ...[...text.matchAll(ADDRESS)].map(([, path = ""]) => ({ from, to: to(path), erased: false })),
    ];
  });
}
