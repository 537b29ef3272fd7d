import { SAFE_PLACE } from "../elsewhere.ts";
import { askHostToLeave } from "../frame.ts";

let leaving = false;

/** Whether the page is being left on purpose: no question may then hold her back. */
export const isLeaving = (): boolean => leaving;

/** Covers the page at once, then leaves it. The order matters: on 2G the other page may take half a minute. */
export function quickExit(): void {
  leaving = true;
  document.title = "BMKG";
  document.body.textContent = "";
  document.documentElement.classList.add("gone");
  // A host that said hello moves its own page. Two navigations at once would cut each other off, so the frame only
  // steps in when the host has not acted; the tap still counts as hers for that long.
  if (askHostToLeave()) setTimeout(leave, HOST_MS);
  else leave();
}

const HOST_MS = 1000;

function leave(): void {
  try {
    // Inside a sandbox without `allow-top-navigation-by-user-activation` this throws.
    (window.top ?? window).location.replace(SAFE_PLACE);
  } catch {
    window.location.replace(SAFE_PLACE);
  }
}

/** Milliseconds within which Shift has to be pressed three times. */
const BURST = 1500;

/** Shift three times, with nothing between them, leaves too. */
export function watchShift(): void {
  let presses: number[] = [];
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.repeat) return;
      if (event.key !== "Shift") {
        presses = [];
        return;
      }
      presses = [...presses.filter((at) => event.timeStamp - at < BURST), event.timeStamp];
      if (presses.length >= 3) quickExit();
    },
    true,
  );
}
