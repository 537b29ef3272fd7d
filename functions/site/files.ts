import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

export interface SiteFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly brotli?: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** A page and the manifest are never kept; an asset is named by its content and kept for ever; the loader is asked
   * for anew. */
  readonly role: "page" | "asset" | "loader" | "manifest";
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/** Reads the built pages into memory, once at start, each with its brotli (`x.js.br`): about 400 KB. Files of other kinds are not served. */
export function readSite(folder: string): Map<string, SiteFile> {
  const files = new Map<string, SiteFile>();
  for (const entry of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    const file = join(entry.parentPath, entry.name);
    const type = types[extname(file)];
    if (!entry.isFile() || !type) continue;
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    const bytes = new Uint8Array(readFileSync(file));
    const compressed = `${file}.br`;
    const brotli = existsSync(compressed) && new Uint8Array(readFileSync(compressed));
    files.set(path, { bytes, type, role: roleOf(path), ...(brotli && brotli.length < bytes.length && { brotli }) });
  }
  return files;
}

function roleOf(path: string): SiteFile["role"] {
  if (path.endsWith(".html")) return "page";
  if (path === "/manifest.json") return "manifest";
  return path.startsWith("/assets/") ? "asset" : "loader";
}
