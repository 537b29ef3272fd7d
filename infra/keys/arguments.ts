/** What is wrong, and what to do about it: for the person at the terminal, to whom a stack trace is no help. */
export class Mistake extends Error {}

/** `flag` takes nothing, `one` a value, `many` all values up to the next option. */
export type Shape = Readonly<Record<string, "flag" | "one" | "many">>;

export interface Arguments {
  flag(name: string): boolean;
  one(name: string): string | undefined;
  /** @throws Mistake that says what is missing */
  need(name: string, what: string): string;
  many(name: string): readonly string[];
  /** What stands there without an option. */
  readonly rest: readonly string[];
}

/**
 * No option takes a secret: a command line is kept in the shell's history and shown to everyone on the machine.
 *
 * @throws Mistake that names the option
 */
export function readArguments(words: readonly string[], shape: Shape): Arguments {
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  let open: { readonly name: string; readonly kind: "one" | "many" } | undefined;
  for (const word of words) {
    if (!word.startsWith("--")) {
      if (!open) {
        rest.push(word);
        continue;
      }
      values.get(open.name)?.push(word);
      if (open.kind === "one") open = undefined;
      continue;
    }
    const name = word.slice(2);
    const kind = shape[name];
    if (open?.kind === "one") throw new Mistake(`--${open.name} needs a value after it.`);
    if (kind === undefined) {
      const known = Object.keys(shape).map((option) => `--${option}`);
      throw new Mistake(`${word} is no option here; known are ${known.join(", ")}.`);
    }
    if (values.has(name) && kind !== "many") throw new Mistake(`--${name} stands there twice; write it once.`);
    values.set(name, values.get(name) ?? []);
    open = kind === "flag" ? undefined : { name, kind };
  }
  if (open?.kind === "one") throw new Mistake(`--${open.name} needs a value after it.`);
  const one = (name: string) => values.get(name)?.[0];
  return {
    flag: (name) => values.has(name),
    one,
    need(name, what) {
      const value = one(name);
      if (value === undefined) throw new Mistake(`--${name} is missing; write ${what}.`);
      return value;
    },
    many: (name) => values.get(name) ?? [],
    rest,
  };
}
