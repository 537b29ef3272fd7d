import { useState } from "preact/hooks";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { download } from "../download.ts";
import { useSpeech } from "../words/inbox.ts";
import { keyFileName, type Lock } from "./key-file.ts";
import { type NewKeyFile, NewLock } from "./new-lock.tsx";
import { Back, Heading } from "./parts.tsx";
import { remember, remembered } from "./remembered.ts";

interface ChangeLockProps {
  readonly keyFile: KeyFile;
  readonly back: () => void;
}

/** Seals the same keys in a new way. The server has no part in it: it never sees a key file. */
export function ChangeLock({ keyFile, back }: ChangeLockProps) {
  const { changeLock } = useSpeech().words;
  const [done, setDone] = useState<{ readonly lock: Lock; readonly replaced: boolean }>();

  const hand = ({ bytes, lock }: NewKeyFile) => {
    download(bytes, keyFileName(keyFile));
    setDone({ lock, replaced: remembered() !== undefined && remember(bytes) });
  };

  return (
    <>
      <Back back={back} />
      <Heading>{changeLock.heading}</Heading>
      <p>{changeLock.intro}</p>
      <NewLock keyFile={keyFile} onSealed={hand} done={done} />
    </>
  );
}
