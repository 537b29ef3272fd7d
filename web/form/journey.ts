import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { postTop } from "../frame.ts";
import { following, numberOf, preceding, type Screen, screenOf } from "./steps.ts";

/** Of this page load: after a reload the history still holds marks of drafts that are gone. */
const load = Math.random();

/** What the browser's history keeps of a screen: its number and how many of ours lie below it. No content. */
interface Mark {
  readonly posko: number;
  readonly depth: number;
}

/** An entry of the history may be another page's, or of an older version. */
function markIn(state: unknown): (Mark & { readonly ours: boolean }) | undefined {
  const { posko, depth, load: of } = Object(state) as Readonly<Record<string, unknown>>;
  if (typeof posko !== "number" || typeof depth !== "number") return undefined;
  return { posko, depth, ours: of === load };
}

/** In a sandboxed frame without an origin these throw; the form then goes without the browser's own back button. */
function mark(how: "pushState" | "replaceState", state: Mark): boolean {
  try {
    history[how]({ ...state, load }, "");
    return true;
  } catch {
    return false;
  }
}

/** Which screen shows, and the way back and forth. After sending, no way leads back into the form. */
export function useJourney() {
  const [screen, setScreen] = useState<Screen>("opening");
  const [editing, setEditing] = useState(false);
  const depth = useRef(0);
  const current = useRef<Screen>(screen);
  const sent = useRef(false);
  const busy = useRef(false);

  const show = (to: Screen) => {
    current.current = to;
    if (to === "review" || to === "opening") setEditing(false);
    setScreen(to);
  };

  useEffect(() => {
    mark("replaceState", { posko: 0, depth: 0 });
    const onPop = ({ state }: PopStateEvent) => {
      const marked = markIn(state);
      if (!marked) return;
      const here = current.current;
      // She stays where the answer will show, and cannot change what is being sent.
      if (busy.current) return void mark("pushState", { posko: numberOf(here), depth: depth.current });
      depth.current = marked.ours ? marked.depth : 0;
      const to = marked.ours ? screenOf(marked.posko) : "opening";
      if (!sent.current) show(to);
      else if (here !== "receipt") show("after");
    };
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);

  const first = useRef(true);
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus();
    postTop();
  }, [screen]);

  const go = (to: Screen) => {
    if (to === "receipt") sent.current = true;
    const next = { posko: numberOf(to), depth: depth.current + 1 };
    // After sending nothing is marked: every way back leads to what happens next.
    if (!sent.current && mark("pushState", next)) depth.current = next.depth;
    show(to);
  };

  return {
    screen,
    go,
    editing,
    /** To one screen from the summary; the way on leads back there. */
    edit: (to: Screen) => {
      setEditing(true);
      go(to);
    },
    next: (to: Screen = following(screen)) => go(to),
    back: () => {
      if (sent.current) show("after");
      else if (depth.current > 0) history.back();
      else show(preceding(screen));
    },
    /** Whether a report is being sent. */
    busy,
  };
}
