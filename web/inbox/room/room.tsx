import { useRef, useState } from "preact/hooks";
import { parentOf, unitName } from "../../../shared/work-unit.ts";
import { useSpeech } from "../../words/inbox.ts";
import { ByRoot } from "../by-root.tsx";
import { Back, Heading } from "../parts.tsx";
import type { Session } from "../session.ts";
import { Amend } from "./amend.tsx";
import { AskingBelow } from "./asking.tsx";
import { Below } from "./below.tsx";
import { Members } from "./members.tsx";
import { MyCard } from "./my-card.tsx";
import { Newcomers } from "./newcomers.tsx";
import { Asked, InvitationLink, OpenInvitation, TroubleAt } from "./parts.tsx";
import { Record } from "./record.tsx";
import { Rotation } from "./rotation.tsx";
import { useRoom } from "./use-room.ts";

interface KeyRoomPageProps {
  readonly session: Session;
  readonly back: () => void;
}

/** The key room: everything a Satgas does for itself and for those below it. */
export function KeyRoomPage({ session, back }: KeyRoomPageProps) {
  const { words } = useSpeech();
  const text = words.room;
  const { waiting } = words.handOver;
  const { keyRoom } = session;
  const acting = useRoom(keyRoom.look);
  const { room, run, busy } = acting;
  const [doing, setDoing] = useState<"rotation" | "amend" | "record">();
  const [link, setLink] = useState<string>();
  /** What was gone to, so that who comes back goes on from its button. */
  const gone = useRef<typeof doing>(undefined);
  const go = (to: NonNullable<typeof doing>) => {
    gone.current = to;
    setDoing(to);
  };
  const backTo = (from: typeof doing) => (button: HTMLButtonElement | null) => {
    if (!button || gone.current !== from) return;
    gone.current = undefined;
    button.focus();
  };

  const invite = () =>
    run("invite", async () => {
      const made = await keyRoom.invite(session.keyFile.unit);
      if (made.outcome.ok) setLink(made.link);
      return made.outcome;
    });

  if (doing === "record" && room?.waiting) {
    return <Record session={session} room={room} next={room.waiting} close={() => setDoing(undefined)} />;
  }
  return (
    <>
      <Back back={back} />
      <div class="list-head">
        <Heading>{text.heading}</Heading>
        <button
          type="button"
          class="button"
          aria-disabled={busy !== undefined}
          onClick={() => {
            setLink(undefined);
            run("room", keyRoom.look);
          }}
        >
          {text.refresh}
        </button>
      </div>
      {!room && busy === "room" && <p role="status">{text.loading}</p>}
      {!(busy === "room") && <TroubleAt acting={acting} where="room" />}
      {room && (
        <>
          {room.waiting && (
            <section class="card urgent">
              <h2>{waiting.heading}</h2>
              {room.waiting.how === "refused" ? (
                <p class="note warm">{waiting.outdated}</p>
              ) : (
                <>
                  <p>{aboveOf(room.place.unit, waiting)}</p>
                  <p class="passphrase">{room.waiting.code}</p>
                  <p>{waiting.until}</p>
                  <ByRoot set={room.waiting} onVouched={() => run("room", keyRoom.look)} />
                  <div class="row-of-buttons apart">
                    <button type="button" class="button" onClick={() => setDoing("record")}>
                      {waiting.record}
                    </button>
                  </div>
                </>
              )}
              <Asked
                label={waiting.withdraw}
                question={waiting.withdrawSure}
                onYes={() => {
                  const { hash } = room.waiting ?? {};
                  if (hash) run("set", () => keyRoom.withdraw({ what: "set", unit: room.place.unit, roll: hash }));
                }}
              />
              <TroubleAt acting={acting} where="set" />
            </section>
          )}
          <AskingBelow acting={acting} room={room} keyRoom={keyRoom} />
          <Newcomers acting={acting} room={room} keyRoom={keyRoom} />
          <Members room={room}>
            {doing === undefined && !room.waiting && (
              <div class="row-of-buttons apart">
                <button type="button" class="button" aria-disabled={busy !== undefined} onClick={invite}>
                  {text.members.invite}
                </button>
                <button type="button" class="button" ref={backTo("rotation")} onClick={() => go("rotation")}>
                  {text.members.change}
                </button>
                <button type="button" class="button" ref={backTo("amend")} onClick={() => go("amend")}>
                  {text.members.amend}
                </button>
              </div>
            )}
            <TroubleAt acting={acting} where="invite" />
            {link && <InvitationLink text={link} />}
            {room.invitations.length > 0 && (
              <ul class="plain-list">
                {room.invitations.map(({ hash, expires }) => (
                  <OpenInvitation
                    key={hash}
                    expires={expires}
                    onWithdraw={() => {
                      setLink(undefined);
                      run("invite", () => keyRoom.withdraw({ what: "invitation", unit: room.place.unit, hash }));
                    }}
                  />
                ))}
              </ul>
            )}
          </Members>
          {doing === "rotation" && (
            <Rotation acting={acting} room={room} keyRoom={keyRoom} done={() => setDoing(undefined)} />
          )}
          {doing === "amend" && (
            <Amend acting={acting} room={room} keyRoom={keyRoom} done={() => setDoing(undefined)} />
          )}
          <Below acting={acting} room={room} keyRoom={keyRoom} />
          <MyCard acting={acting} room={room} keyRoom={keyRoom} />
        </>
      )}
    </>
  );
}

function aboveOf(unit: string, text: { tell: (unit: string) => string; tellRoot: string }): string {
  const above = parentOf(unit as Parameters<typeof parentOf>[0]);
  return above === undefined ? text.tellRoot : text.tell(unitName(above));
}
