/**
 * Builds the pages (`npm run build`): the form, the inbox and the loader, each on its own, so that the form's first
 * question needs one page, one script and one style sheet, and nothing of the inbox.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin, transformWithOxc } from "vite";
import { filesIn, sha256Of } from "./hashes.ts";

const root = resolve(import.meta.dirname, "..", "web");

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

/** @param thumbprint RFC 7638 thumbprint of KPU RI's key. A form built without one trusts nobody. */
export async function buildSite(outDir: string, thumbprint: string): Promise<void> {
  // Vite looks here and nowhere else. With any other value the scripts would carry the paths of this machine, and
  // the same commit would be other bytes on the next.
  process.env["NODE_ENV"] = "production";
  rmSync(outDir, { recursive: true, force: true });
  for (const page of ["form", "inbox"]) {
    await build({
      root,
      configFile: false,
      plugins: page === "form" ? [withoutScrypt] : [],
      logLevel: "warn",
      define: { __KPU_RI_THUMBPRINT__: JSON.stringify(thumbprint) },
      build: {
        outDir,
        emptyOutDir: false,
        target,
        modulePreload: false,
        // A picture inlined as data: is one request less; nothing else is inlined.
        assetsInlineLimit: 2048,
        rolldownOptions: { input: join(root, page, "index.html") },
      },
      // A module in a worker would need Firefox 114.
      worker: { format: "iife" },
    });
  }
  // The loader runs in somebody else's page: it is served as it was written, so that they can read it.
  const loader = join(root, "embed.ts");
  const { code } = await transformWithOxc(readFileSync(loader, "utf8"), loader, { sourcemap: false });
  writeFileSync(join(outDir, "embed.js"), code);
  writeFileSync(join(outDir, "manifest.json"), manifest(outDir, thumbprint));
}

/**
 * What each file is, so that anybody can compare what is served with what these sources build. It names no commit and
 * no moment: the same sources must be the same bytes, whoever builds them, and whenever.
 */
function manifest(folder: string, kpuRiThumbprint: string): string {
  const sha256 = Object.fromEntries(filesIn(folder).map((path) => [`/${path}`, sha256Of(join(folder, path))]));
  return `${JSON.stringify({ kpuRiThumbprint, sha256 }, null, 2)}\n`;
}

if (import.meta.main) {
  const thumbprint = process.env["KPU_RI_THUMBPRINT"] ?? "";
  await buildSite(resolve("dist/site"), thumbprint);
  console.info(
    thumbprint === ""
      ? "pages built into dist/site without KPU_RI_THUMBPRINT: this form trusts no key and sends nothing"
      : "pages built into dist/site",
  );
}
