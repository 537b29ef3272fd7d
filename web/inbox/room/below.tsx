import { useState } from "preact/hooks";
import { readVouch } from "../../../shared/satgas/vouch.ts";
import { type UnitCode, unitName } from "../../../shared/work-unit.ts";
import type { KnownBelow } from "../../satgas/room.ts";
import { useSpeech } from "../../words/inbox.ts";
import { dayInWords, momentOfSeconds } from "../../words/moments.ts";
import type { PartProps } from "./newcomers.tsx";
import { Asked, InvitationLink, TroubleAt } from "./parts.tsx";

/** Days before a vouch ends from which on it is said. */
const SOON_DAYS = 60;

/** Those below: who ends when, and the first invitation of those who are not there yet. */
export function Below({ acting, room, keyRoom }: PartProps) {
  const { words } = useSpeech();
  const { below: text } = words;
  const [invited, setInvited] = useState<{ readonly unit: UnitCode; readonly link: string; readonly anew: boolean }>();
  const [renewed, setRenewed] = useState(false);
  const { below } = room;
  const standing = below.filter((one) => !one.waiting && one.standing);
  const rest = below.filter((one) => !one.waiting && !one.standing);

  const invite = (unit: UnitCode, anew: boolean) =>
    acting.run(`invite-${unit}`, async () => {
      const made = await keyRoom.invite(unit);
      if (made.outcome.ok) setInvited({ unit, link: made.link, anew });
      return made.outcome;
    });
  if (standing.length + rest.length + room.silent.length === 0) return null;
  const renew = async () => setRenewed(await acting.run("renew", () => keyRoom.renewAll(room)));

  return (
    <section class="card">
      <h2>{text.heading}</h2>
      {room.silent.length > 0 && <p class="note warm">{text.silent(room.silent.map(unitName).join(", "))}</p>}
      {room.lagging.length > 0 && <p class="note warm">{text.lagging(room.lagging.map(unitName).join(", "))}</p>}
      <p role="status">{renewed && text.renewed}</p>
      {standing.length > 0 && (
        <>
          <ul class="plain-list members">
            {standing.map((one) => (
              <Standing key={one.unit} {...one}>
                {invited?.anew && invited.unit === one.unit ? (
                  <InvitationLink text={invited.link} />
                ) : (
                  <Asked
                    label={text.again}
                    question={text.againSure(unitName(one.unit))}
                    onYes={() => invite(one.unit, true)}
                  />
                )}
                <TroubleAt acting={acting} where={`invite-${one.unit}`} />
              </Standing>
            ))}
          </ul>
          <div class="row-of-buttons apart">
            <button type="button" class="button" aria-disabled={acting.busy !== undefined} onClick={renew}>
              {text.renew}
            </button>
          </div>
          <TroubleAt acting={acting} where="renew" />
        </>
      )}
      {rest.length > 0 && (
        <details open={standing.length === 0}>
          <summary>{text.rest(rest.length)}</summary>
          <ul class="plain-list members">
            {rest.map((one) => (
              <Missing key={one.unit} {...one}>
                {invited?.unit === one.unit ? (
                  <InvitationLink text={invited.link} />
                ) : (
                  <button
                    type="button"
                    class="button plain"
                    aria-disabled={acting.busy !== undefined}
                    onClick={() => invite(one.unit, false)}
                  >
                    {text.invite}
                  </button>
                )}
                <TroubleAt acting={acting} where={`invite-${one.unit}`} />
              </Missing>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

type RowProps = KnownBelow & { readonly children: preact.ComponentChildren };

function Standing({ unit, standing, fewUntil, children }: RowProps) {
  const { words, language } = useSpeech();
  const { below: text } = words;
  const vouch = standing && standing !== "unverified" ? readVouch(standing.vouch) : undefined;
  if (!standing || standing === "unverified" || !vouch) {
    return (
      <li>
        <strong>{unitName(unit)}</strong> <span class="note alarm">{text.unverified}</span>
      </li>
    );
  }
  const today = new Date().toISOString().slice(0, 10);
  const left = vouch.exp - Date.now() / 1000;
  const day = dayInWords(new Date(vouch.exp * 1000).toISOString().slice(0, 10), language);
  return (
    <li>
      <strong>{unitName(unit)}</strong>
      <span class="quiet small">
        {left <= 0 ? text.ended(day) : text.stands(standing.roll.members.length, day)}
        {standing.key.mandate === "receive" && ` · ${text.jaring}`}
        {left < SOON_DAYS * 24 * 3600 && (
          <>
            {" "}
            <strong>{text.soon}</strong>
          </>
        )}
        {standing.fresh && ` · ${text.began}`}
        {standing.roll.until < today && ` · ${text.decree(dayInWords(standing.roll.until, language))}`}
        {fewUntil && fewUntil >= today && (
          <>
            {" "}
            <strong>{text.few(dayInWords(fewUntil, language))}</strong>
          </>
        )}
      </span>
      {children}
    </li>
  );
}

function Missing({ unit, invitedUntil, children }: RowProps) {
  const { words, language } = useSpeech();
  const { below: text } = words;
  return (
    <li>
      <strong>{unitName(unit)}</strong>
      <span class="quiet small">
        {invitedUntil === undefined ? text.none : text.invited(momentOfSeconds(invitedUntil, language))}
      </span>
      {children}
    </li>
  );
}
