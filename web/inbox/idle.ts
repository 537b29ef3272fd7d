import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** An inbox left open on a desk is the likeliest leak there is. */
const LOCK_AFTER_MS = 10 * 60_000;
const WARN_BEFORE_MS = 60_000;

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;

/** `warned`: less than a minute is left. `over`: it is time to lock. */
type Idle = "awake" | "warned" | "over";

/**
 * How long nobody has shown a sign of life, in milliseconds of the clock and never counted in timers: a laptop that was
 * closed for an hour has fired none.
 */
export function idleSince(last: number, now: number): { readonly last: number; readonly idle: Idle } {
  // The clock was set back: start over, or the inbox would stay open until it has caught up.
  if (now < last) return { last: now, idle: "awake" };
  const left = LOCK_AFTER_MS - (now - last);
  return { last, idle: left <= 0 ? "over" : left <= WARN_BEFORE_MS ? "warned" : "awake" };
}

/**
 * Whether a gesture is a sign of life. The first after a night's sleep comes before any timer and is none; nor is, under
 * the warning, a nudge of the mouse: its button must not vanish under the pointer that is on its way to it.
 */
export const isSign = (idle: Idle, gesture: string, onWarning: boolean): boolean =>
  idle === "awake" || (idle === "warned" && gesture !== "pointermove" && !onWarning);

/** Locks after ten minutes without a sign of the person, and warns a minute before. */
export function useIdle(lock: () => void): { warned: boolean; stay: () => void } {
  const last = useRef(Date.now());
  const [warned, setWarned] = useState(false);

  const look = useCallback((): Idle => {
    const looked = idleSince(last.current, Date.now());
    last.current = looked.last;
    if (looked.idle === "over") lock();
    else setWarned(looked.idle === "warned");
    return looked.idle;
  }, [lock]);

  const stay = useCallback(() => {
    if (look() === "over") return;
    last.current = Date.now();
    setWarned(false);
  }, [look]);

  useEffect(() => {
    const sign = ({ type, target }: Event) => {
      if (isSign(look(), type, target instanceof Element && target.closest(".idle-warning") !== null)) stay();
    };
    const timer = setInterval(look, 5_000);
    for (const name of SIGNS) addEventListener(name, sign, { passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const name of SIGNS) removeEventListener(name, sign);
      document.removeEventListener("visibilitychange", look);
    };
  }, [look, stay]);

  return { warned, stay };
}
