import { Hono } from "hono";
import type { SiteFile } from "./files.ts";

export interface SiteAppParts {
  readonly files: ReadonlyMap<string, SiteFile>;
  /** The https origin of these pages. A Content-Security-Policy with `'self'` alone fails in a sandboxed frame. */
  readonly origin: string;
  /** Origins of other stacks, which the inbox page asks. */
  readonly others?: readonly string[];
  /** Origins that may embed the form. An empty list allows nobody. */
  readonly frameAncestors: readonly string[];
}

/** One policy for all pages: scripts, styles and requests from here, nothing else from anywhere. @param others asked too */
function contentSecurityPolicy(origin: string, others: readonly string[], ancestors: readonly string[]): string {
  const here = `'self' ${origin}`;
  return [
    "default-src 'none'",
    `script-src ${here}`,
    `style-src ${here}`,
    `img-src ${here} data:`,
    `connect-src ${[here, ...others].join(" ")}`,
    // The stamp is computed in a worker made from a blob: a sandboxed frame may not load one by address.
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.length > 0 ? ancestors.join(" ") : "'none'"}`,
  ].join("; ");
}

/** The built pages, as they were built: compressed once, named by their content, and told to no third party. */
export function createSiteApp({ files, origin, others = [], frameAncestors }: SiteAppParts) {
  const everywhere = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=31536000",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), usb=(), browsing-topics=()",
  };
  const cacheControl = {
    asset: "public, max-age=31536000, immutable",
    page: "no-store",
    loader: "no-cache",
    manifest: "no-store",
  };

  return new Hono()
    .use(async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(everywhere)) c.header(name, value);
    })
    .get("/", (c) => c.redirect("/form/"))
    .get("/:page{form|inbox}", (c) => c.redirect(`/${c.req.param("page")}/`))
    .get("*", (c) => {
      const path = c.req.path.endsWith("/") ? `${c.req.path}index.html` : c.req.path;
      const file = files.get(path);
      if (!file)
        return c.text("Tidak ditemukan. / Not found.", 404, {
          "cache-control": "no-store",
        });
      const brotli = file.brotli && /\bbr\b/.test(c.req.header("accept-encoding") ?? "");
      return c.body(brotli ? file.brotli : file.bytes, 200, {
        "content-type": file.type,
        "cache-control": cacheControl[file.role],
        vary: "accept-encoding",
        ...(brotli && { "content-encoding": "br" }),
        ...(file.role === "page"
          ? {
              // Only the form is ever framed, and only the inbox asks elsewhere.
              "content-security-policy": path.startsWith("/form/")
                ? contentSecurityPolicy(origin, [], frameAncestors)
                : contentSecurityPolicy(origin, others, []),
              "cross-origin-resource-policy": "same-origin",
            }
          : {
              // Module scripts are fetched with CORS, and a sandboxed form has the origin `null`.
              "access-control-allow-origin": "*",
              "cross-origin-resource-policy": "cross-origin",
            }),
      });
    });
}
