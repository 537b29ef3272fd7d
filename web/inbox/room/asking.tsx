import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Mandate } from "../../../shared/seats.ts";
import { unitName } from "../../../shared/work-unit.ts";
import type { KnownSet } from "../../satgas/room.ts";
import { useSpeech } from "../../words/inbox.ts";
import type { PartProps } from "./newcomers.tsx";
import { Asked, CodeForm, TroubleAt } from "./parts.tsx";

/** The vouching room: those below who ask, each vouched for by the code that its member reads out. */
export function AskingBelow({ acting, room, keyRoom }: PartProps) {
  const { below: text } = useSpeech().words;
  const [vouched, setVouched] = useState<string>();
  const asking = room.below.flatMap(({ unit, waiting }) => (waiting ? [{ unit, waiting }] : []));
  if (asking.length === 0 && vouched === undefined) return null;
  return (
    <section class="card urgent">
      <h2>{text.asks}</h2>
      {vouched !== undefined && (
        <p class="note" role="status">
          {text.vouched(vouched)}
        </p>
      )}
      {asking.map(({ unit, waiting }) => (
        <Asking
          key={waiting.hash}
          set={waiting}
          onVouch={async (typed, mandate) => {
            setVouched(undefined);
            if (await acting.run(unit, () => keyRoom.vouch(room, waiting, typed, mandate))) setVouched(unitName(unit));
          }}
          onRefuse={() => acting.run(unit, () => keyRoom.withdraw({ what: "set", unit, roll: waiting.hash }))}
        >
          <TroubleAt acting={acting} where={unit} />
        </Asking>
      ))}
    </section>
  );
}

interface AskingProps {
  readonly set: KnownSet;
  readonly onVouch: (typed: string, mandate: Mandate) => void;
  readonly onRefuse: () => void;
  readonly children: ComponentChildren;
}

/** One that asks to be vouched for. Nothing of it is known but what its first member reads out. */
function Asking({ set, onVouch, onRefuse, children }: AskingProps) {
  const { words } = useSpeech();
  const { below: text, room } = words;
  const { newcomers } = room;
  const { unit, mandate: asked } = set.request;
  const [mandate, setMandate] = useState<Mandate>(asked);
  const name = unitName(unit);
  return (
    <div class="newcomer">
      <h3>{name}</h3>
      <p>{text.who([...set.names.values()].join(", "))}</p>
      <p class={set.how === "fresh" || set.how === "refused" ? "note alarm" : "quiet small"}>{text[set.how]}</p>
      {set.how !== "refused" && (
        <CodeForm label={newcomers.code} submit={text.vouch} onCode={(typed) => onVouch(typed, mandate)}>
          <fieldset class="field choices">
            <legend>{text.mandate}</legend>
            {(["handle", "receive"] as const).map((one) => (
              <label class="tick" key={one}>
                <input
                  type="radio"
                  name={`mandate-${unit}`}
                  checked={mandate === one}
                  onChange={() => setMandate(one)}
                />
                <span>{text[one]}</span>
              </label>
            ))}
          </fieldset>
        </CodeForm>
      )}
      {children}
      <Asked label={text.refuse} question={text.refuseSure(name)} onYes={onRefuse} />
    </div>
  );
}
