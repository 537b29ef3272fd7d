/**
 * The frame's side of an embedded form. The host page learns that the form is there, roughly how tall it is and that
 * the screen changed; no message carries anything that was typed.
 *
 * frame -> host: `height`, `top` (bring the frame into view), `exit` (leave this page at once)
 * host -> frame: `hello`
 */
type ToHost =
  | { readonly posko: 1; readonly type: "height"; readonly height: number }
  | { readonly posko: 1; readonly type: "top" | "exit" };

export const embedded = window.parent !== window;

/** Until the host has said hello its origin is unknown. Then nothing is posted but `exit`, which must always work. */
let hostOrigin: string | undefined;

function post(message: ToHost): void {
  if (!embedded) return;
  // An opaque origin cannot be addressed; `*` is safe because no message carries content.
  const target = hostOrigin === undefined || hostOrigin === "null" ? "*" : hostOrigin;
  window.parent.postMessage(message, target);
}

/** Asks the host page to leave. Says whether there is a host that has shown it listens. */
export function askHostToLeave(): boolean {
  post({ posko: 1, type: "exit" });
  return hostOrigin !== undefined;
}

export function postTop(): void {
  if (hostOrigin !== undefined) post({ posko: 1, type: "top" });
}

/** Pixels. Heights are rounded up to this, so that the host cannot tell screens or answers apart by a few lines. */
const HEIGHT_STEP = 240;

let lastHeight = 0;

function postHeight(): void {
  if (hostOrigin === undefined) return;
  const height = Math.ceil(document.body.scrollHeight / HEIGHT_STEP) * HEIGHT_STEP;
  if (height === lastHeight) return;
  lastHeight = height;
  post({ posko: 1, type: "height", height });
}

const isHello = (data: unknown): boolean =>
  typeof data === "object" &&
  data !== null &&
  (data as Record<string, unknown>)["posko"] === 1 &&
  (data as Record<string, unknown>)["type"] === "hello";

/** Begins to listen for the host's hello. */
export function joinHost(): void {
  if (!embedded) return;
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !isHello(event.data)) return;
    hostOrigin = event.origin;
    lastHeight = 0;
    postHeight();
  });
  new ResizeObserver(postHeight).observe(document.body);
}
