import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ReportId } from "../../shared/kind.ts";
import type { Hour } from "../../shared/moment.ts";

/** What stands under the header. The address of the page never changes, so history holds neither an id nor a word. */
export type View =
  | { readonly at: "list" }
  | { readonly at: "report"; readonly id: ReportId; readonly arrived: Hour }
  | { readonly at: "file"; readonly file: Blob }
  | { readonly at: "change-lock" | "room" };

const LIST: View = { at: "list" };

export interface Views {
  readonly view: View;
  /** Another number for each view that was gone to: what is keyed by it shows nothing of the view before. */
  readonly serial: number;
  readonly go: (view: View) => void;
  readonly back: () => void;
}

const depthOf = (state: unknown): number => Number((Object(state) as { readonly depth?: unknown }).depth ?? 0);

/** The browser's back and forward buttons over a view that is kept in memory; history knows only how deep it is. */
export function useViews(): Views {
  const [{ above, shown, serial }, setViews] = useState<{ above?: View; shown: boolean; serial: number }>({
    shown: false,
    serial: 0,
  });
  const leaving = useRef(false);

  useEffect(() => {
    history.replaceState({ depth: 0 }, "");
    const arrived = ({ state }: PopStateEvent) => {
      leaving.current = false;
      setViews((views) => ({ ...views, shown: depthOf(state) > 0 }));
    };
    addEventListener("popstate", arrived);
    return () => removeEventListener("popstate", arrived);
  }, []);

  const go = useCallback((view: View) => {
    // From anywhere but the list a new view replaces the one that stands: back always means the list.
    if (depthOf(history.state) > 0) history.replaceState({ depth: 1 }, "");
    else history.pushState({ depth: 1 }, "");
    setViews(({ serial }) => ({ above: view, shown: true, serial: serial + 1 }));
  }, []);

  const back = useCallback(() => {
    // A second click must not go back twice, out of the inbox.
    if (leaving.current || depthOf(history.state) === 0) return;
    leaving.current = true;
    history.back();
  }, []);

  return { view: (shown && above) || LIST, serial, go, back };
}
