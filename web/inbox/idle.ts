import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** An inbox left open on a desk is the likeliest leak there is. */
const LOCK_AFTER_MS = 10 * 60_000;
const WARN_BEFORE_MS = 60_000;

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;

/**
 * Locks after ten minutes without a sign of the person, and warns a minute before.
 *
 * Time is read from the clock and never counted in timers: a laptop that was closed for an hour has fired none.
 */
export function useIdle(lock: () => void): { warned: boolean; stay: () => void } {
  const last = useRef(Date.now());
  const [warned, setWarned] = useState(false);

  /** @returns whether the time is up, in which case the inbox is locked already. */
  const check = useCallback(() => {
    const idle = Date.now() - last.current;
    // The clock was set back: start over, or the inbox would stay open until it has caught up.
    if (idle < 0) last.current = Date.now();
    if (idle >= LOCK_AFTER_MS) {
      lock();
      return true;
    }
    setWarned(idle >= LOCK_AFTER_MS - WARN_BEFORE_MS);
    return false;
  }, [lock]);

  const stay = useCallback(() => {
    // The first touch after a night's sleep arrives before any timer: it must not count as a sign of life.
    if (check()) return;
    last.current = Date.now();
    setWarned(false);
  }, [check]);

  useEffect(() => {
    const sign = (event: Event) => {
      // While the warning stands, a nudge of the mouse does not count: a button must not vanish under the pointer
      // that is on its way to it.
      const idle = Date.now() - last.current;
      const onButton = event.target instanceof Element && event.target.closest(".idle-warning") !== null;
      const warning = idle >= LOCK_AFTER_MS - WARN_BEFORE_MS && idle < LOCK_AFTER_MS;
      if (warning && (event.type === "pointermove" || onButton)) return;
      stay();
    };
    const timer = setInterval(check, 5_000);
    for (const name of SIGNS) addEventListener(name, sign, { passive: true });
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      for (const name of SIGNS) removeEventListener(name, sign);
      document.removeEventListener("visibilitychange", check);
    };
  }, [check, stay]);

  return { warned, stay };
}
