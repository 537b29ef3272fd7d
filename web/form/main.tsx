import { render } from "preact";
import { reporterApi } from "../api.ts";
import { joinHost } from "../frame.ts";
import { App } from "./app.tsx";
import { watchShift } from "./exit.ts";
import { createPost, type Sealing } from "./submit.ts";
import "../style.css";
import "./form.css";
import "./screens.css";

let tries = 0;
let failedAddress: string | undefined;

/**
 * A browser remembers that a module could not be fetched and would never ask again, so another try needs another
 * address. Only the browser's own complaint names it: the bundler gives the file a new name with every build.
 */
async function loadSealing(address?: string): Promise<Sealing> {
  try {
    return await (address
      ? (import(/* @vite-ignore */ `${address}?${tries}`) as Promise<Sealing>)
      : import("./sealing.ts"));
  } catch (error) {
    failedAddress ??= String(error).match(/https?:\/\/[^\s?]+\.js/)?.[0];
    tries += 1;
    throw error;
  }
}

const root = document.getElementById("app");
if (root) {
  const post = createPost(reporterApi, () => loadSealing(failedAddress), __KPU_RI_THUMBPRINT__);
  watchShift();
  joinHost();
  root.textContent = "";
  render(<App post={post} />, root);
}
