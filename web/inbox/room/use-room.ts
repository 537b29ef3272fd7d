import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Outcome } from "../../satgas/key-room.ts";
import type { KnownRoom } from "../../satgas/room.ts";

/** Why an act did not come about. */
type Trouble = Exclude<Outcome, { readonly ok: true }>;

/** The room as it was verified last, and the one act that is on its way. */
export interface Acting {
  readonly room: KnownRoom | undefined;
  /** Where something is being done: one thing at a time, in the whole room. */
  readonly busy: string | undefined;
  readonly trouble: { readonly where: string; readonly why: Trouble } | undefined;
  /** @returns whether it came about */
  readonly run: (where: string, act: () => Promise<Outcome>) => Promise<boolean>;
}

/** Whose list moved on: what is shown is no longer what stands. */
const STALE = ["roll-moved", "nothing-waiting", "set-outdated", "set-waiting"];

export function useRoom(look: () => Promise<Outcome>): Acting {
  const [room, setRoom] = useState<KnownRoom>();
  const [busy, setBusy] = useState<string>();
  const [trouble, setTrouble] = useState<Acting["trouble"]>();
  /** A state change is drawn a moment later; a second click comes sooner than that. */
  const working = useRef(false);

  const run = useCallback(
    async (where: string, act: () => Promise<Outcome>) => {
      if (working.current) return false;
      working.current = true;
      setBusy(where);
      setTrouble(undefined);
      const outcome = await act();
      if (outcome.ok) setRoom(outcome.room);
      else {
        setTrouble({ where, why: outcome });
        const news = "code" in outcome && STALE.includes(outcome.code) ? await look() : undefined;
        if (news?.ok) setRoom(news.room);
      }
      working.current = false;
      setBusy(undefined);
      return outcome.ok;
    },
    [look],
  );

  useEffect(() => {
    run("room", look);
  }, [run, look]);

  return { room, busy, trouble, run };
}
