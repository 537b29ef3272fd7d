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
  /** What is on its way: the same again is a double click, and another waits for it. */
  const working = useRef<{ readonly where: string; readonly done: Promise<boolean> } | undefined>(undefined);

  const run = useCallback(
    async (where: string, act: () => Promise<Outcome>) => {
      if (working.current?.where === where) return false;
      const before = working.current?.done;
      const done = (async () => {
        await before;
        setBusy(where);
        setTrouble(undefined);
        const outcome = await act();
        if (outcome.ok) setRoom(outcome.room);
        else {
          setTrouble({ where, why: outcome });
          const news = "code" in outcome && STALE.includes(outcome.code) ? await look() : undefined;
          if (news?.ok) setRoom(news.room);
        }
        return outcome.ok;
      })();
      working.current = { where, done };
      const came = await done;
      if (working.current.done === done) {
        working.current = undefined;
        setBusy(undefined);
      }
      return came;
    },
    [look],
  );

  useEffect(() => {
    run("room", look);
  }, [run, look]);

  return { room, busy, trouble, run };
}
