import { useState } from "preact/hooks";
import { useSpeech } from "../../words/inbox.ts";
import { OpenKeyFile } from "../open-key-file.tsx";
import { Back, Heading } from "../parts.tsx";
import type { Session } from "../session.ts";
import { KeyRoomPage } from "./room.tsx";

interface DoorProps {
  readonly session: Session;
  readonly back: () => void;
}

/** The signer is opened in the key room alone, after unlocking once more: an inbox that lies open opens reports, no more. */
export function KeyRoomDoor({ session, back }: DoorProps) {
  const { room } = useSpeech().words;
  const [inside, setInside] = useState(false);
  const [stranger, setStranger] = useState(false);
  if (inside) return <KeyRoomPage session={session} back={back} />;
  return (
    <>
      <Back back={back} />
      <Heading>{room.heading}</Heading>
      {stranger && (
        <p class="note warm" role="alert">
          {room.notHers}
        </p>
      )}
      <OpenKeyFile
        opens={room.open}
        onOpened={({ signer }) => {
          const same = signer.d === session.keyFile.signer.d;
          setStranger(!same);
          setInside(same);
        }}
      >
        <p>{room.door}</p>
      </OpenKeyFile>
    </>
  );
}
