import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { speech } from "../web/words/inbox.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const documents = globSync(["*.md", "docs/**/*.md", "test/**/*.md"], { cwd: root });
const { scripts } = JSON.parse(read("package.json"));

/** The anchors of a document's headings, as GitHub makes them. */
const anchors = (document: string) =>
  [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\w\- ]/gu, "")
      .replaceAll(" ", "-"),
  );

const here = (path: string) => existsSync(join(root, path)) || globSync(path, { cwd: root }).length > 0;

describe.each(documents)("%s", (document) => {
  const text = read(document);

  it("links to what is there", () => {
    for (const [, path = "", anchor] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const target = path === "" ? document : relative(root, join(root, dirname(document), path));
      expect(here(target), target).toBe(true);
      if (anchor !== undefined) expect(anchors(target), target).toContain(anchor);
    }
  });

  it("names files, and names in them, that are there", () => {
    const paths =
      /(?<![\w/.-])((?:shared|functions|web|infra|test|docs|bench|\.ci)\/[\w/*.-]*[\w/*])(?:`\s\((`[\w-]+`(?:, `[\w-]+`)*)\))?/g;
    for (const [, path = "", names] of text.matchAll(paths)) {
      expect(here(path), path).toBe(true);
      for (const [, name = ""] of names?.matchAll(/`([\w-]+)`/g) ?? []) expect(read(path), path).toContain(name);
    }
  });

  it("names commands that are there", () => {
    for (const [, script = ""] of text.matchAll(/npm run ([\w-]+)/g)) expect(scripts).toHaveProperty(script);
  });
});

it("what the code says of a document is there", () => {
  for (const file of globSync("{shared,functions,web,infra,test,bench}/**/*.{ts,tsx}", { cwd: root })) {
    for (const [path] of read(file).matchAll(/(?<![\w/`])docs\/[\w/-]+\.md/g)) expect(here(path), file).toBe(true);
  }
});

it("docs/panduan-satgas.md calls what is on the screens as the screens do", () => {
  const said: string[] = [];
  /** Every sentence; one that is made of arguments as it reads with any. */
  function gather(words: unknown): void {
    if (typeof words === "string") said.push(words);
    else if (typeof words === "function") said.push(String(words("…", "…", "…")));
    else if (typeof words === "object" && words !== null) for (const inner of Object.values(words)) gather(inner);
  }
  gather(speech.id.words);
  const labels = [...read("docs/panduan-satgas.md").matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, label = ""]) =>
    label.replaceAll("\n", " "),
  );
  expect(labels.length).toBeGreaterThan(25);
  const all = said.join("\n").toLowerCase();
  expect(labels.filter((label) => label !== "miring" && !all.includes(label.toLowerCase()))).toEqual([]);
});

it("docs/cost.md says what the benchmark counted", () => {
  const { results } = JSON.parse(read("bench/results.json")) as { results: { what: string; value: number }[] };
  const rows = [...read("docs/cost.md").matchAll(/^\|[^|]+\| ([\d,]+)[^|]*\|[^|]+\| ([^|]+) \|$/gm)];
  const said = rows.map(([, number = "", what]) => ({ what, value: Number(number.replaceAll(",", "")) }));
  const counted = results.filter(({ what }) => said.some((row) => row.what === what));
  expect(counted).toHaveLength(5);
  for (const { what, value } of counted) expect(said).toContainEqual({ what, value });
});
