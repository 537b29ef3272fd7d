import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MemberId } from "../../../shared/kind.ts";
import { isAway } from "../../../shared/satgas/card.ts";
import type { KnownRoom } from "../../satgas/room.ts";
import { acknowledge, acknowledged, changesSince } from "../../satgas/seen.ts";
import { useSpeech } from "../../words/inbox.ts";
import { dayInWords } from "../../words/moments.ts";
import { remembered } from "../remembered.ts";

const today = (): string => new Date().toISOString().slice(0, 10);

/** Who sits in the Satgas, and what has changed since she last said that she has read it. */
export function Members({ room, children }: { readonly room: KnownRoom; readonly children: ComponentChildren }) {
  const { words, language } = useSpeech();
  const { members: text } = words.room;
  const { roles } = words.arrival.about;
  const { place, cards, suspended } = room;
  const { members, until } = place.roll;
  const now = Date.now() / 1000;
  return (
    <section class="card">
      <h2>{text.heading}</h2>
      <Changed room={room} />
      <ul class="plain-list members">
        {members.map(({ id, office }) => {
          const card = cards.get(id);
          const beside = [
            roles[office.role],
            office.body,
            id === place.member && text.you,
            card?.awayUntil && isAway(card, now) && text.away(dayInWords(card.awayUntil, language)),
            suspended.includes(id) && text.suspended,
          ];
          return (
            <li key={id}>
              <strong>{place.names.get(id) ?? text.nameless}</strong>
              <span class="quiet small">{beside.filter(Boolean).join(" · ")}</span>
            </li>
          );
        })}
      </ul>
      {until < today() ? (
        <p class="note warm">{text.ended(dayInWords(until, language))}</p>
      ) : (
        <p class="quiet small">{text.until(dayInWords(until, language))}</p>
      )}
      {members.length === 1 && <p class="note warm">{text.alone}</p>}
      {children}
    </section>
  );
}

/** Stays until she says that she has read it: a roll that changed behind her back is seen here first. */
function Changed({ room }: { readonly room: KnownRoom }) {
  const { changed, members } = useSpeech().words.room;
  const { unit, names } = room.place;
  const [changes, setChanges] = useState<Awaited<ReturnType<typeof changesSince>>>();
  useEffect(() => {
    const before = acknowledged(unit);
    // What she sees first is the beginning. On a shared computer nothing tells who has used it.
    if (!before && remembered()) acknowledge(unit, { roll: room.roll, names: [...names] });
    changesSince(before, room.roll).then(setChanges);
  }, [unit, room.roll, names]);
  if (!changes) return null;
  const was = new Map(acknowledged(unit)?.names);
  const named = (ids: readonly MemberId[]) =>
    ids.map((id) => names.get(id) ?? was.get(id) ?? members.nameless).join(", ");
  return (
    <div class="note warm" role="status">
      <p>
        <strong>{changed.heading}</strong>
      </p>
      {changes.came.length > 0 && <p>{changed.came(named(changes.came))}</p>}
      {changes.left.length > 0 && <p>{changed.left(named(changes.left))}</p>}
      {room.fresh && <p>{changed.fresh}</p>}
      <button
        type="button"
        class="button"
        onClick={() => {
          acknowledge(unit, { roll: room.roll, names: [...names] });
          setChanges(undefined);
        }}
      >
        {changed.seen}
      </button>
    </div>
  );
}
