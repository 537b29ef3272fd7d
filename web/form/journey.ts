import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { postTop } from "../frame.ts";
import { following, numberOf, preceding, type Screen, screenOf } from "./steps.ts";

/** What the browser's history keeps of a screen: its number and how many of ours lie below it. No content. */
interface Mark {
  readonly posko: number;
  readonly depth: number;
}

/** In a sandboxed frame without an origin these throw; the form then goes without the browser's own back button. */
function mark(how: "pushState" | "replaceState", state: Mark): boolean {
  try {
    history[how](state, "");
    return true;
  } catch {
    return false;
  }
}

const isMark = (state: unknown): state is Mark => typeof (state as Mark | null)?.posko === "number";

/** Which screen shows, and the way back and forth. After sending, no way leads back into the form. */
export function useJourney() {
  const [screen, setScreen] = useState<Screen>("opening");
  const [editing, setEditing] = useState(false);
  const depth = useRef(0);
  const current = useRef<Screen>(screen);

  const show = (to: Screen) => {
    current.current = to;
    if (to === "review" || to === "opening") setEditing(false);
    setScreen(to);
  };

  useEffect(() => {
    mark("replaceState", { posko: 0, depth: 0 });
    const onPop = ({ state }: PopStateEvent) => {
      if (!isMark(state)) return;
      depth.current = state.depth;
      if (current.current !== "receipt" && current.current !== "after") show(screenOf(state.posko));
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
    const next = { posko: numberOf(to), depth: depth.current + 1 };
    // The screens after sending have no number: nobody comes back to them.
    if (next.posko >= 0 && mark("pushState", next)) depth.current = next.depth;
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
    back: () => (depth.current > 0 ? history.back() : show(preceding(screen))),
  };
}
