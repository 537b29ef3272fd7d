/**
 * Builds the pages (`npm run build`): the form, the inbox and the loader, each on its own, so that the form's first
 * question needs one page, one script and one style sheet, and nothing of the inbox.
 *
 * They are built once for all stacks, and settled for each: what is a stack's own stands in the HTML of its pages, and
 * in its manifest.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build, type Plugin, transformWithOxc } from "vite";
import { checked, isUnitCode } from "../shared/kind.ts";
import { type PageSettings, readSettings } from "../web/settings.ts";
import { runCommand } from "./command.ts";
import { filesIn, sha256Of } from "./hashes.ts";

const root = resolve(import.meta.dirname, "..", "web");
const PAGES = ["form", "inbox"] as const;

/** The oldest browsers that must work: phones of 2021 whose WebView is no longer updated. */
const target = ["chrome90", "firefox90", "safari14.1"];

const NO_SCRYPT = "\0no-scrypt";
/** The form knows no passphrases, but age brings scrypt along for them: 1 KB that every reporter would load. */
const withoutScrypt: Plugin = {
  name: "without-scrypt",
  enforce: "pre",
  resolveId: (id) => (id === "@noble/hashes/scrypt.js" ? NO_SCRYPT : null),
  load: (id) => (id === NO_SCRYPT ? 'export const scrypt = () => { throw new Error("no passphrases here"); };' : null),
};

/**
 * The file of x25519 ends with Ristretto, whose class no bundler dares to leave out, and all of Edwards' curve with it.
 * A form that needed any of that would fail to build: its exports are gone.
 */
const withoutRistretto: Plugin = {
  name: "without-ristretto",
  transform(code, id) {
    const begins = id.endsWith("/@noble/curves/ed25519.js") ? code.indexOf("class _RistrettoPoint") : -1;
    return begins < 0 ? null : { code: code.slice(0, begins), map: null };
  },
};

/** `shared/` is pure, so what is not used of it is not in a page, and does not tie its chunks together either. */
const moduleSideEffects = (id: string) => !id.startsWith(join(root, "..", "shared"));

/** Builds what all stacks serve alike. These pages have no settings yet, so they trust nobody. */
export async function buildPages(outDir: string): Promise<void> {
  // Vite looks here and nowhere else. With any other value the scripts would carry the paths of this machine, and
  // the same commit would be other bytes on the next.
  process.env["NODE_ENV"] = "production";
  rmSync(outDir, { recursive: true, force: true });
  for (const page of PAGES) {
    await build({
      root,
      configFile: false,
      plugins: page === "form" ? [withoutScrypt, withoutRistretto] : [],
      logLevel: "warn",
      build: {
        outDir,
        emptyOutDir: false,
        target,
        modulePreload: false,
        // A picture inlined as data: is one request less; nothing else is inlined.
        assetsInlineLimit: 2048,
        rolldownOptions: {
          input: join(root, page, "index.html"),
          treeshake: { moduleSideEffects },
          // A slow machine is no news to whoever builds.
          checks: { bundlerTimings: false },
        },
      },
      // A module in a worker would need Firefox 114.
      worker: { format: "iife" },
    });
  }
  // The loader runs in somebody else's page: it is served as it was written, so that they can read it.
  const loader = join(root, "embed.ts");
  const { code } = await transformWithOxc(readFileSync(loader, "utf8"), loader, { sourcemap: false });
  writeFileSync(join(outDir, "embed.js"), code);
  compress(
    outDir,
    filesIn(outDir).filter((path) => !path.endsWith(".html")),
  );
}

const BROTLI = ".br";

/** Puts its brotli beside each of these files. Here and not where they are served: a function would start a second later. */
function compress(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    const file = join(folder, path);
    writeFileSync(file + BROTLI, brotliCompressSync(readFileSync(file)));
  }
}

const EMPTY = '<script type="application/json" id="posko-settings">null</script>';

/**
 * Makes one stack's site of the built pages: its settings in each page's HTML, and the manifest.
 *
 * @param settings nothing for pages that trust nobody and send nothing
 * @throws when a page would not take these settings
 */
export function settleSite(builtDir: string, outDir: string, settings: PageSettings | null): void {
  const json = JSON.stringify(settings);
  if (settings && !readSettings(json)) throw new TypeError("the pages would not take these settings");
  rmSync(outDir, { recursive: true, force: true });
  cpSync(builtDir, outDir, { recursive: true });
  const settled = PAGES.map((page) => `${page}/index.html`);
  for (const path of settled) {
    const file = join(outDir, path);
    const [before, after, ...more] = readFileSync(file, "utf8").split(EMPTY);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`web/${path} has not one place for its settings`);
    }
    // In a page `</script>` would end it, in whatever string it stands.
    const data = EMPTY.replace("null", () => json.replaceAll("<", "\\u003c"));
    writeFileSync(file, `${before}${data}${after}`);
  }
  writeFileSync(join(outDir, "manifest.json"), manifest(outDir, settings));
  compress(outDir, [...settled, "manifest.json"]);
}

/** Builds and settles the pages of one stack. */
export async function buildSite(outDir: string, settings: PageSettings | null): Promise<void> {
  const built = mkdtempSync(join(tmpdir(), "posko-pages-"));
  try {
    await buildPages(built);
    settleSite(built, outDir, settings);
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

/**
 * What each file is, so that anybody can compare what is served with what these sources build. It names no commit and
 * no moment: the same sources must be the same bytes, whoever builds them, and whenever.
 */
function manifest(folder: string, settings: PageSettings | null): string {
  const paths = filesIn(folder).filter((path) => !path.endsWith(BROTLI));
  const sha256 = Object.fromEntries(paths.map((path) => [`/${path}`, sha256Of(join(folder, path))]));
  return `${JSON.stringify({ settings, sha256 }, null, 2)}\n`;
}

async function main(): Promise<void> {
  const { POSKO_ROOT, STACK_UNIT = "33" } = process.env;
  const stack = checked(isUnitCode, STACK_UNIT);
  await buildSite(resolve("dist/site"), POSKO_ROOT ? { stack, root: JSON.parse(POSKO_ROOT), help: [] } : null);
  console.info(
    POSKO_ROOT
      ? "pages built into dist/site"
      : "pages built into dist/site without POSKO_ROOT: this form trusts no key and sends nothing",
  );
}

if (import.meta.main) await runCommand("Write: POSKO_ROOT=… npm run build", {}, main);
