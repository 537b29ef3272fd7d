/** Who may import whom, and why: one table. `npm run check` holds the tree against it. */
import { matchesGlob } from "node:path";
import { type Import, importsOf, readSources } from "./support/imports.ts";

/** Patterns of paths from the root, or of packages; one that begins with `!` takes out again. */
type Patterns = readonly string[];

interface Border {
  readonly files: Patterns;
  readonly never: Patterns;
  readonly because: string;
  /** Not through others' imports either. What is erased before it runs leads nowhere. */
  readonly reach?: true;
}

const OPENS = ["shared/open.ts", "shared/content/read-*.ts", "shared/satgas/keyring.ts"];
const SEALS = [
  "shared/seal.ts",
  "shared/reporter.ts",
  "shared/content/text.ts",
  "shared/content/report.ts",
  "shared/satgas/rotation.ts",
];

const BORDERS: readonly Border[] = [
  {
    files: ["shared/**"],
    never: ["{functions,infra,web,test}/**"],
    because: "shared/ is the meaning: it imports nothing of ours outside shared/",
  },
  {
    files: ["shared/**"],
    never: ["node:*", "hono", "hono/**", "preact", "preact/**", "@aws-sdk/**", "aws-cdk-lib", "aws-cdk-lib/**"],
    because: "shared/ is pure: no I/O, no server, no page, no AWS; it runs in browser, Lambda and tests alike",
  },
  {
    files: ["{shared,functions,web}/**", "!shared/{seal,open}.ts"],
    never: ["age-encryption"],
    because: "shared/seal.ts and shared/open.ts are the only files that know age",
  },
  {
    files: ["functions/**"],
    never: OPENS,
    because: "nothing on the server leads to what could open a report: it has no such code",
    reach: true,
  },
  {
    files: ["functions/**", "!functions/drill/**"],
    never: SEALS,
    because: "the drill alone writes what is sealed, as a form does",
    reach: true,
  },
  {
    files: ["functions/**"],
    never: ["{infra,web,test}/**"],
    because: "functions/ knows neither how it is deployed nor who asks",
  },
  {
    files: ["functions/**", "!functions/table/**", "!functions/mail*.ts"],
    never: ["@aws-sdk/**"],
    because: "@aws-sdk/* appears in functions/table/ and functions/mail*.ts alone: effects live at the edges",
  },
  {
    files: ["web/**"],
    never: ["functions/**", "hono", "hono/**"],
    because: "web/ reaches functions through web/api.ts alone: over HTTP, and every answer is parsed",
  },
  {
    files: ["web/**"],
    never: ["node:*", "@aws-sdk/**", "infra/**", "test/**"],
    because: "web/ runs in a browser",
  },
  {
    files: ["web/embed.ts"],
    never: ["**"],
    because: "embed.ts runs in somebody else's page: it imports nothing",
  },
  {
    files: [
      "infra/**",
      "!infra/local.ts",
      "!infra/local/**",
      "!infra/status/**",
      "!infra/compare-site.ts",
      "!infra/{invite,carrying}.ts",
    ],
    never: ["functions/**", "!functions/table/shape.ts"],
    because: "infra/ names functions by path and partitions by shape.ts; only what runs here uses their code",
  },
];

/** A folder of `functions/` deploys alone; `table/` serves them and knows none. */
const isForeignFolder = ({ from, to }: Import): boolean => {
  const [mine, theirs] = [from, to].map((path) => /^functions\/([^/]+)\//.exec(path)?.[1]);
  return mine !== undefined && theirs !== undefined && theirs !== mine && theirs !== "table";
};

const among = (path: string, patterns: Patterns): boolean =>
  patterns.some((one) => !one.startsWith("!") && matchesGlob(path, one)) &&
  !patterns.some((one) => one.startsWith("!") && matchesGlob(path, one.slice(1)));

/** Each import that crosses a border, as a sentence with the reason. @param sources text by path from the root */
export function crossings(sources: ReadonlyMap<string, string>): string[] {
  const imports = importsOf(sources);
  const alive = Map.groupBy(
    imports.filter(({ erased }) => !erased),
    ({ from }) => from,
  );
  /** All that runs with a file, each with the file that brought it. */
  function reached(file: string): Map<string, string> {
    const by = new Map<string, string>();
    const waiting = [file];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const { to } of alive.get(next) ?? []) {
        if (by.has(to)) continue;
        by.set(to, next);
        waiting.push(to);
      }
    }
    return by;
  }
  return [
    ...BORDERS.flatMap(({ files, never, because, reach }) =>
      [...sources.keys()]
        .filter((file) => among(file, files))
        .flatMap((file) => {
          const direct = imports.filter(({ from }) => from === file).map(({ to }) => [to, file] as const);
          return [...new Map([...(reach ? reached(file) : []), ...direct])]
            .filter(([to]) => among(to, never))
            .map(([to, by]) => `${file} imports ${to}${by === file ? "" : ` through ${by}`}: ${because}.`);
        }),
    ),
    ...imports
      .filter(isForeignFolder)
      .map(({ from, to }) => `${from} imports ${to}: function folders deploy alone, and table/ knows none of them.`),
  ];
}

/**
 * One path of imports that leads back to where it began, if there is any. Types count: they vanish when it runs, but two
 * files that name each other's types cannot be understood, or moved, one after the other.
 */
export function circle(sources: ReadonlyMap<string, string>): string[] {
  const imports = Map.groupBy(importsOf(sources), ({ from }) => from);
  const done = new Set<string>();
  function follow(file: string, way: readonly string[]): string[] {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { to } of imports.get(file) ?? []) {
      const found = follow(to, [...way, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  }
  return [...sources.keys()].map((file) => follow(file, [])).find((found) => found.length > 0) ?? [];
}

if (import.meta.main) {
  const sources = readSources();
  const back = circle(sources);
  const wrong = [...crossings(sources), ...(back.length > 0 ? [`in a circle: ${back.join(" -> ")}`] : [])];
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
