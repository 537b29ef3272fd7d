import { useState } from "preact/hooks";
import { LINE } from "../../../shared/limits.ts";
import { useSpeech } from "../../words/inbox.ts";
import { Form, Heading, TextField } from "../parts.tsx";
import type { PartProps } from "./newcomers.tsx";
import { TroubleAt } from "./parts.tsx";

/** Until when the decree runs, and where a reporter finds the Satgas. */
export function Amend({ acting, room, keyRoom, done }: PartProps & { readonly done: () => void }) {
  const { amend: text, no } = useSpeech().words.room;
  const { roll } = room.place;
  const [until, setUntil] = useState(roll.until);
  const [phone, setPhone] = useState(roll.desk?.phone ?? "");
  const [hours, setHours] = useState(roll.desk?.hours ?? "");
  const [place, setPlace] = useState(roll.desk?.place ?? "");

  const save = async () => {
    const said = Object.entries({ phone, hours, place }).flatMap(([key, value]) =>
      value.trim() ? [[key, value.trim()] as const] : [],
    );
    // Of what is too long its own field says so.
    if (said.some(([, value]) => value.length > LINE)) return;
    const change = { until: until || roll.until, desk: Object.fromEntries(said) };
    if (await acting.run("amend", () => keyRoom.amend(room, change))) done();
  };

  return (
    <section class="card">
      <Heading>{text.heading}</Heading>
      <p>{text.intro}</p>
      <Form onDone={save}>
        <TextField label={text.until} type="date" value={until} onInput={setUntil} />
        <TextField label={text.phone} type="tel" value={phone} onInput={setPhone} />
        <TextField label={text.hours} value={hours} onInput={setHours} />
        <TextField label={text.place} value={place} onInput={setPlace} />
        <div class="row-of-buttons apart">
          <button type="submit" class="button primary" aria-disabled={acting.busy !== undefined}>
            {text.save}
          </button>
          <button type="button" class="button plain" onClick={done}>
            {no}
          </button>
        </div>
        <TroubleAt acting={acting} where="amend" />
      </Form>
    </section>
  );
}
