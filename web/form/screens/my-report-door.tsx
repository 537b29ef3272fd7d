import { useEffect, useState } from "preact/hooks";
import { type ScreenProps, Title } from "../parts.tsx";
import type * as MyReportChunk from "./my-report.tsx";

export interface MyReportDoorProps extends ScreenProps {
  readonly loadMyReport: () => Promise<typeof MyReportChunk>;
}

/** "My report" is loaded when it is asked for: who writes a report does not wait for it. */
export function MyReportDoor({ loadMyReport, ...props }: MyReportDoorProps) {
  const { words, back } = props;
  const { myReportDoor, common } = words;
  const [chunk, setChunk] = useState<typeof MyReportChunk | "failed">();
  const load = () => {
    setChunk(undefined);
    loadMyReport().then(setChunk, () => setChunk("failed"));
  };
  useEffect(load, []);
  return (
    <>
      <Title>{myReportDoor.title}</Title>
      {chunk !== undefined && chunk !== "failed" ? (
        <chunk.MyReportByCode {...props} />
      ) : (
        <>
          <p role="status" class={chunk ? "visually-hidden" : "working"}>
            {!chunk && myReportDoor.opening}
          </p>
          <div role="alert">{chunk === "failed" && <p class="note warm">{myReportDoor.offline}</p>}</div>
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
