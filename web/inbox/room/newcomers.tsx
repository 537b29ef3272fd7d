import { useState } from "preact/hooks";
import type { KeyRoom } from "../../satgas/key-room.ts";
import type { KnownRoom } from "../../satgas/room.ts";
import { useSpeech } from "../../words/inbox.ts";
import { Asked, CodeForm, TroubleAt } from "./parts.tsx";
import type { Acting } from "./use-room.ts";

/** What a part of the room acts with. */
export interface PartProps {
  readonly acting: Acting;
  readonly room: KnownRoom;
  readonly keyRoom: KeyRoom;
}

/** Those who were invited and wait: each is taken in by the code that she reads out. */
export function Newcomers({ acting: { run, ...acting }, room, keyRoom }: PartProps) {
  const { words } = useSpeech();
  const { newcomers: text } = words.room;
  const { roles } = words.arrival.about;
  const [admitted, setAdmitted] = useState<string>();
  if (room.newcomers.length === 0 && admitted === undefined) return null;
  return (
    <section class="card urgent">
      <h2>{text.heading}</h2>
      {admitted !== undefined && (
        <p class="note" role="status">
          {text.admitted(admitted)}
        </p>
      )}
      {room.newcomers.map((one) => {
        const [name] = one.name;
        return (
          <div key={one.member} class="newcomer">
            <h3>{name}</h3>
            <p class="quiet small">{[roles[one.row.office.role], one.row.office.body].filter(Boolean).join(" · ")}</p>
            <CodeForm
              label={text.code}
              submit={text.admit}
              onCode={async (typed) => {
                setAdmitted(undefined);
                if (await run(one.member, () => keyRoom.admit(room, one, typed))) setAdmitted(name);
              }}
            />
            <TroubleAt acting={{ run, ...acting }} where={one.member} />
            <Asked
              label={text.refuse}
              question={text.refuseSure(name)}
              onYes={() => run(one.member, () => keyRoom.withdraw({ what: "newcomer", member: one.member }))}
            />
          </div>
        );
      })}
    </section>
  );
}
