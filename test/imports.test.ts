import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

describe("the imports", () => {
  const sources = new Map(
    globSync("{functions,infra,shared,test,web}/**/*.{ts,tsx,mjs}", { cwd: root }).map(
      (file) => [file, readFileSync(join(root, file), "utf8")] as const,
    ),
  );

  /**
   * One path that leads back to where it began, if there is any. Imports of types count: they vanish when it runs, but
   * two files that name each other's types cannot be understood, or moved, one after the other.
   */
  function circleIn(files: ReadonlyMap<string, string>): string[] {
    const done = new Set<string>();
    const follow = (file: string, way: readonly string[]): string[] => {
      if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
      if (done.has(file)) return [];
      for (const [, path = ""] of files.get(file)?.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"?]+)/g) ?? []) {
        const circle = follow(normalize(join(dirname(file), path)), [...way, file]);
        if (circle.length > 0) return circle;
      }
      done.add(file);
      return [];
    };
    return [...files.keys()].map((file) => follow(file, [])).find((circle) => circle.length > 0) ?? [];
  }

  it("never lead back to where they began", () => {
    expect(sources.size).toBeGreaterThan(300);
    expect(circleIn(sources)).toEqual([]);
  });

  it.each([
    ["a value", 'import { b } from "./zz-b.ts";', 'import { a } from "./zz-a.ts";'],
    ["a type", 'import type { B } from "./zz-b.ts";', 'import { type A } from "./zz-a.ts";'],
    ["a type of a chunk", 'import type * as B from "./zz-b.ts";', 'const load = () => import("./zz-a.ts");'],
    ["what is handed on", 'export { b } from "./zz-b.ts";', 'export type * from "./zz-a.ts";'],
    ["an effect", 'import "./zz-b.ts";', 'import\n  "./zz-a.ts";'],
  ])("by %s: a planted circle is found", (_, a, b) => {
    const planted = new Map([...sources, ["web/zz-a.ts", a], ["web/zz-b.ts", b]]);
    expect(circleIn(planted)).toEqual(["web/zz-a.ts", "web/zz-b.ts", "web/zz-a.ts"]);
  });
});
