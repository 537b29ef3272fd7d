import { resolve } from "node:path";
import { build, type Rolldown } from "vite";
import { launch } from "../support/browser.ts";

const SLOWDOWN = 6;

/** The sealing code as a page loads it. */
async function bundle(): Promise<string> {
  const entry = resolve(import.meta.dirname, "sealing.page.ts");
  const lib = { entry, formats: ["iife" as const], name: "bench" };
  const built = await build({ configFile: false, logLevel: "error", build: { write: false, lib } });
  const [output] = built as Rolldown.RolldownOutput[];
  const chunk = output?.output.find(({ type }) => type === "chunk");
  if (chunk?.type !== "chunk") throw new Error("nothing was built");
  return chunk.code;
}

/** Milliseconds to seal 2 KB for three seats, and to make a stamp of 16 bits, on a processor six times slower. */
export async function measureSealing(): Promise<{ seal: number; stamp: number }> {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // WebCrypto is there for a secure origin alone.
    const origin = "https://bench.example/";
    await page.route(origin, (route) => route.fulfill({ contentType: "text/html", body: "<title>bench</title>" }));
    await page.goto(origin);
    await page.evaluate(await bundle());
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    return await page.evaluate("measureSealing()");
  } finally {
    await browser.close();
  }
}
