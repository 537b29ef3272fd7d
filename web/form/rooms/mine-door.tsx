import { useEffect, useState } from "preact/hooks";
import { type RoomProps, Title } from "../parts.tsx";
import type * as MineChunk from "./mine.tsx";

/** "My report" is loaded when it is asked for: who writes a report does not wait for it. */
export function MineDoor(props: RoomProps) {
  const { words, loadMine, back } = props;
  const { mine, common } = words;
  const [chunk, setChunk] = useState<typeof MineChunk | "failed">();
  const load = () => {
    setChunk(undefined);
    loadMine().then(setChunk, () => setChunk("failed"));
  };
  useEffect(load, []);
  return (
    <>
      <Title>{mine.title}</Title>
      {chunk !== undefined && chunk !== "failed" ? (
        <chunk.Mine {...props} />
      ) : (
        <>
          <p role="status" class={chunk ? "visually-hidden" : "working"}>
            {!chunk && mine.opening}
          </p>
          <div role="alert">{chunk === "failed" && <p class="note warm">{mine.offline}</p>}</div>
          <div class="actions">
            {chunk === "failed" && (
              <button type="button" class="button primary" onClick={load}>
                {common.retry}
              </button>
            )}
            <button type="button" class="button plain" onClick={back}>
              {common.back}
            </button>
          </div>
        </>
      )}
    </>
  );
}
