import { useEffect, useState } from "preact/hooks";
import { conflictUnits, nobodyAbove } from "../draft.ts";
import { Choice } from "../fields.tsx";
import { Actions, Help, Outside, type RoomProps, Title } from "../parts.tsx";
import type { Who as Verified } from "../submit.ts";
import { nameOf } from "../units.ts";
import { Own } from "./own.tsx";

/** `changed`: the recipients are others than those she agreed to before. */
export function Who({ changed, ...props }: RoomProps & { readonly changed: boolean }) {
  const { words, draft, directory, loadDirectory, post } = props;
  const { who, common } = words;
  const [verified, setVerified] = useState<Verified>();
  const [tries, setTries] = useState(0);

  useEffect(() => {
    if (draft.unit === undefined) return undefined;
    let current = true;
    setVerified(undefined);
    post
      .whoOpens(draft.unit, conflictUnits(draft.unit, draft.conflicts))
      // A page without WebCrypto cannot verify anything, and then it must not send.
      .catch((): Verified => ({ status: "failed", failure: { ok: false, code: "no-sealing" } }))
      .then((answer) => {
        if (!current) return;
        setVerified(answer);
        if (directory.status !== "ready" || tries > 0) loadDirectory();
      });
    return () => {
      current = false;
    };
  }, [draft.unit, draft.conflicts, tries]);

  const retry = () => setTries(tries + 1);
  const ready = verified?.status === "ready" ? verified : undefined;
  return (
    <>
      <Title>{who.title}</Title>
      {changed && (
        <p class="note warm" role="alert">
          {who.changed}
        </p>
      )}
      {draft.unit === undefined ? (
        <p class="note">{who.needsUnit}</p>
      ) : (
        <p role="status" class={verified ? "visually-hidden" : "working"}>
          {!verified && who.checking}
        </p>
      )}
      {verified?.status === "nobody" && <Nobody {...props} untrusted={verified.untrusted} retry={retry} />}
      {verified?.status === "failed" && (
        <div class="note warm" role="alert">
          <p>{verified.failure.code === "no-sealing" ? who.noSealing : who.failed}</p>
          <button type="button" class="button" onClick={retry}>
            {common.retry}
          </button>
        </div>
      )}
      {ready ? (
        <Seats {...props} ready={ready} />
      ) : (
        <>
          <Links {...props} />
          <Actions {...props} empty label={common.next} />
        </>
      )}
    </>
  );
}

/** The two answers that decide who can open it. */
const Links = ({ words, edit }: RoomProps) => (
  <p class="links">
    <button type="button" class="link" onClick={() => edit("unit")}>
      {words.who.editUnit}
    </button>
    <button type="button" class="link" onClick={() => edit("conflict")}>
      {words.who.editConflict}
    </button>
  </p>
);

type Ready = Extract<Verified, { status: "ready" }>;

function Seats({ ready, ...props }: RoomProps & { readonly ready: Ready }) {
  const { words, draft, set, directory, agree, next } = props;
  const { who } = words;
  const [missing, setMissing] = useState(false);
  const [handler, ...standby] = ready.keys.map(({ unit }) => unit) as [string, ...string[]];
  const names = standby.map((unit) => nameOf(directory, unit)).join(who.and);
  const passedBy = conflictUnits(draft.unit ?? "", draft.conflicts).size > 0;

  const onward = () => {
    if (standby.length > 0 && draft.mayClimb === undefined) {
      setMissing(true);
      return;
    }
    agree([handler, ...(draft.mayClimb ? standby : [])]);
    next();
  };

  return (
    <>
      <p class="note recipient">
        <strong>{who.handler(nameOf(directory, handler))}</strong>
      </p>
      {passedBy && <p>{Array.isArray(draft.conflicts) ? who.skipped : who.skippedUnknown}</p>}
      {(ready.beyond || nobodyAbove(draft)) && (
        <div class="note warm">
          <p>{ready.beyond ? who.beyond : words.conflict.above}</p>
          <Outside words={words} />
          <Help {...props} />
        </div>
      )}
      {standby.length > 0 && (
        <Choice
          legend={who.climb(names)}
          hint={who.climbHint}
          options={{ yes: who.climbYes, no: who.climbNo }}
          value={draft.mayClimb === undefined ? undefined : draft.mayClimb ? "yes" : "no"}
          onChange={(answer) => {
            set({ mayClimb: answer && answer === "yes" });
            setMissing(false);
          }}
          words={words}
        />
      )}
      <div role="alert">{missing && <p class="note warm">{who.climbMissing}</p>}</div>
      <Links {...props} />
      <Actions {...props} next={onward} />
    </>
  );
}

/** Refuses before a word is lost, and helps her to keep her words. */
function Nobody({
  untrusted,
  retry,
  ...props
}: RoomProps & { readonly untrusted: boolean; readonly retry: () => void }) {
  const { who, common } = props.words;
  return (
    <>
      <div class="note warm" role="alert">
        <p>{who.nobody}</p>
        <Outside {...props} />
        <Help {...props} />
        {untrusted && <p>{who.clock}</p>}
        <button type="button" class="button" onClick={retry}>
          {common.retry}
        </button>
      </div>
      <Own {...props} />
    </>
  );
}
