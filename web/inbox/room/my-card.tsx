import { useState } from "preact/hooks";
import { AWAY_DAYS } from "../../../shared/satgas/card.ts";
import { isAddress } from "../../../shared/satgas/contract.ts";
import { useSpeech } from "../../words/inbox.ts";
import { Form, TextField } from "../parts.tsx";
import type { PartProps } from "./newcomers.tsx";
import { TroubleAt } from "./parts.tsx";

/** Where letters reach her, and until when she is away: her own act. */
export function MyCard({ acting, room, keyRoom }: PartProps) {
  const { card: text } = useSpeech().words.room;
  const card = room.cards.get(room.place.member);
  const [address, setAddress] = useState(room.address?.address ?? "");
  const [away, setAway] = useState(card?.awayUntil ?? "");
  const [wrong, setWrong] = useState<"wrong" | "tooLong">();
  const [saved, setSaved] = useState(false);

  const save = async () => {
    const last = new Date(Date.now() + AWAY_DAYS * 24 * 3_600_000).toISOString().slice(0, 10);
    const bad = !isAddress(address.trim()) ? "wrong" : away > last ? "tooLong" : undefined;
    setWrong(bad);
    setSaved(false);
    if (bad) return;
    const change = { address: address.trim(), ...(away && { awayUntil: away }) };
    setSaved(await acting.run("card", () => keyRoom.card(room, change)));
  };

  return (
    <section class="card">
      <h2>{text.heading}</h2>
      <Form onDone={save}>
        <TextField
          label={text.address}
          type="email"
          autocomplete="email"
          value={address}
          onInput={setAddress}
          error={wrong === "wrong" ? text.wrong : undefined}
        />
        <TextField
          label={text.away}
          hint={text.awayHint}
          type="date"
          value={away}
          onInput={setAway}
          error={wrong === "tooLong" ? text.tooLong : undefined}
        />
        <button type="submit" class="button" aria-disabled={acting.busy !== undefined}>
          {text.save}
        </button>
        <p role="status">{saved && text.saved}</p>
        <TroubleAt acting={acting} where="card" />
      </Form>
    </section>
  );
}
