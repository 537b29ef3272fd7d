import { useEffect, useState } from "preact/hooks";
import type { UnitCode } from "../../../shared/work-unit.ts";
import { conflictUnits, nobodyAbove } from "../draft.ts";
import { Choice } from "../fields.tsx";
import type { Recipients as Verified } from "../outcome.ts";
import { Actions, Help, Outside, type ScreenProps, Title } from "../parts.tsx";
import { nameOf } from "../units.ts";
import { OwnWords } from "./own-words.tsx";

/** `changed`: the recipients are others than those she agreed to before. */
export function WhoOpens({ changed, ...props }: ScreenProps & { readonly changed: boolean }) {
  const { words, draft, sender } = props;
  const { recipients, common } = words;
  const [verified, setVerified] = useState<Verified>();
  const [tries, setTries] = useState(0);

  useEffect(() => {
    const { unit, conflicts } = draft;
    if (unit === undefined) return undefined;
    let current = true;
    setVerified(undefined);
    sender()
      .then((loaded) => loaded.whoOpens(unit, conflictUnits(unit, conflicts)))
      // A page without WebCrypto cannot verify anything, and then it must not send.
      .catch((): Verified => ({ status: "failed", failure: { ok: false, code: "no-sealing" } }))
      .then((answer) => current && setVerified(answer));
    return () => {
      current = false;
    };
  }, [draft.unit, draft.conflicts, tries]);

  const retry = () => setTries(tries + 1);
  const ready = verified?.status === "ready" ? verified : undefined;
  return (
    <>
      <Title>{recipients.title}</Title>
      {changed && (
        <p class="note warm" role="alert">
          {recipients.changed}
        </p>
      )}
      {draft.unit === undefined ? (
        <p class="note">{recipients.needsUnit}</p>
      ) : (
        <p role="status" class={verified ? "visually-hidden" : "working"}>
          {!verified && recipients.checking}
        </p>
      )}
      {verified?.status === "nobody" && <Nobody {...props} untrusted={verified.untrusted} retry={retry} />}
      {verified?.status === "failed" && (
        <div class="note warm" role="alert">
          <p>{verified.failure.code === "no-sealing" ? recipients.noSealing : recipients.failed}</p>
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
const Links = ({ words, edit }: ScreenProps) => (
  <p class="links">
    <button type="button" class="link" onClick={() => edit("unit")}>
      {words.recipients.editUnit}
    </button>
    <button type="button" class="link" onClick={() => edit("conflict")}>
      {words.recipients.editConflict}
    </button>
  </p>
);

type Ready = Extract<Verified, { status: "ready" }>;

function Seats({ ready, ...props }: ScreenProps & { readonly ready: Ready }) {
  const { words, draft, set, names, agree, next, sender } = props;
  const { recipients } = words;
  const [missing, setMissing] = useState(false);
  const { active, standby, nearer, kind, byServer } = ready;
  const namedUnits = (units: readonly UnitCode[]) => units.map((unit) => nameOf(names, unit)).join(recipients.and);
  const named = (keys: typeof active) => namedUnits(keys.map(({ unit }) => unit));
  const passedBy = draft.unit !== undefined && conflictUnits(draft.unit, draft.conflicts).size > 0;

  const onward = () => {
    if (standby.length > 0 && draft.mayClimb === undefined) {
      setMissing(true);
      return;
    }
    const seats = [...active, ...(draft.mayClimb ? standby : [])];
    // What fails now is met again at the send.
    sender()
      .then((loaded) => loaded.confirmed(seats))
      .catch(() => undefined);
    agree(seats.map(({ unit }) => unit));
    next();
  };

  return (
    <>
      <p class="note recipient">
        <strong>{kind === "outside" ? recipients.outside(named(active)) : recipients.handler(named(active))}</strong>
      </p>
      {byServer && <p class="note">{recipients.byServer}</p>}
      {nearer.length > 0 && <p>{recipients.nearer(namedUnits(nearer))}</p>}
      {passedBy && <p>{Array.isArray(draft.conflicts) ? recipients.skipped : recipients.skippedUnknown}</p>}
      {(kind !== "seats" || nobodyAbove(draft)) && (
        <div class="note warm">
          <p>
            {kind === "below"
              ? recipients.beyond
              : kind === "outside"
                ? recipients.beyondOutside
                : words.conflict.above}
          </p>
          <Outside words={words} />
          <Help {...props} />
        </div>
      )}
      {standby.length > 0 && (
        <Choice
          legend={recipients.climb(named(standby))}
          hint={recipients.climbHint}
          options={{ yes: recipients.climbYes, no: recipients.climbNo }}
          value={draft.mayClimb === undefined ? undefined : draft.mayClimb ? "yes" : "no"}
          onChange={(answer) => {
            set({ mayClimb: answer && answer === "yes" });
            setMissing(false);
          }}
          words={words}
        />
      )}
      <div role="alert">{missing && <p class="note warm">{recipients.climbMissing}</p>}</div>
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
}: ScreenProps & { readonly untrusted: boolean; readonly retry: () => void }) {
  const { recipients, common } = props.words;
  return (
    <>
      <div class="note warm" role="alert">
        <p>{recipients.nobody}</p>
        <Outside {...props} />
        <Help {...props} />
        {untrusted && <p>{recipients.clock}</p>}
        <button type="button" class="button" onClick={retry}>
          {common.retry}
        </button>
      </div>
      <OwnWords {...props} />
    </>
  );
}
