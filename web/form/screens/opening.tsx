import { POLICE, SAPA } from "../../elsewhere.ts";
import { Choice } from "../fields.tsx";
import { type ScreenProps, Title } from "../parts.tsx";

/** Needs no request: whoever is in danger must not wait for a network. */
export function Opening({ words, draft, set, go, next }: ScreenProps) {
  const { opening, common, codes } = words;
  return (
    <>
      <Title>{opening.title}</Title>
      <p class="lead">{opening.lead}</p>
      <p>{opening.what}</p>
      <section class="danger">
        <Choice
          legend={opening.danger}
          options={codes.yesNoUnknown}
          value={draft.dangerNow}
          onChange={(dangerNow) => set({ dangerNow })}
          words={words}
        />
        <div aria-live="polite">
          {draft.dangerNow === "YA" && (
            <div class="note alarm">
              <p>{opening.dangerCall}</p>
              <p class="calls">
                <a class="button alarm" href={`tel:${POLICE}`}>
                  {opening.police}
                </a>
                <a class="button alarm" href={`tel:${SAPA}`}>
                  {opening.sapa}
                </a>
              </p>
              <p>{opening.dangerGoOn}</p>
            </div>
          )}
        </div>
      </section>
      <ul class="points">
        {opening.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
        <li>{common.exitHint}</li>
      </ul>
      <div class="actions">
        <button type="button" class="button primary" onClick={next}>
          {opening.start}
        </button>
        <button type="button" class="button" onClick={() => go("myReport")}>
          {opening.myReport}
        </button>
      </div>
    </>
  );
}
