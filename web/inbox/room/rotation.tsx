import { useState } from "preact/hooks";
import type { MemberId } from "../../../shared/kind.ts";
import { useSpeech } from "../../words/inbox.ts";
import { Form, Heading, TextField } from "../parts.tsx";
import type { PartProps } from "./newcomers.tsx";
import { TroubleAt } from "./parts.tsx";

/** Who stays and until when: one rotation, which waits for the Satgas above. */
export function Rotation({ acting, room, keyRoom, done }: PartProps & { readonly done: () => void }) {
  const { words } = useSpeech();
  const { rotation: text } = words.handOver;
  const { members, no } = words.room;
  const { place } = room;
  const [stay, setStay] = useState<ReadonlySet<MemberId>>(new Set(place.roll.members.map(({ id }) => id)));
  const [until, setUntil] = useState(place.roll.until);
  const nameOf = (id: MemberId) => place.names.get(id) ?? members.nameless;
  const leaving = place.roll.members.filter(({ id }) => !stay.has(id));
  const busy = acting.busy === "rotation";

  const prepare = async () => {
    if (stay.size === 0) return;
    const { desk } = place.roll;
    const change = { stay, until: until || place.roll.until, ...(desk && { desk }) };
    if (await acting.run("rotation", () => keyRoom.rotate(room, change))) done();
  };

  return (
    <section class="card">
      <Heading>{text.heading}</Heading>
      <p>{text.intro}</p>
      <p>{text.first}</p>
      <Form onDone={prepare}>
        <fieldset class="field choices">
          <legend>{text.stay}</legend>
          {place.roll.members.map(({ id }) => (
            <label class="tick" key={id}>
              <input
                type="checkbox"
                checked={stay.has(id)}
                onChange={() => setStay(new Set(stay.has(id) ? [...stay].filter((one) => one !== id) : [...stay, id]))}
              />
              <span>
                {nameOf(id)} {id === place.member && `(${members.you})`}
              </span>
            </label>
          ))}
        </fieldset>
        <TextField label={text.until} type="date" value={until} onInput={setUntil} />
        <p class={stay.size === 0 ? "note warm" : "note"} role="status">
          {stay.size === 0
            ? text.none
            : leaving.length > 0
              ? text.leaving(leaving.map(({ id }) => nameOf(id)).join(", "))
              : text.nobody}
        </p>
        <div class="row-of-buttons apart">
          <button type="submit" class="button primary" aria-disabled={busy || stay.size === 0}>
            {busy ? text.preparing : text.prepare}
          </button>
          <button type="button" class="button plain" onClick={done}>
            {no}
          </button>
        </div>
        <TroubleAt acting={acting} where="rotation" />
      </Form>
    </section>
  );
}
