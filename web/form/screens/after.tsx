import { quickExit } from "../exit.ts";
import { Help, type ScreenProps, Title } from "../parts.tsx";

/** What happens next and by when; nothing is promised that others would have to keep. */
export function After(props: ScreenProps) {
  const { words, go } = props;
  const { after } = words;
  return (
    <>
      <Title>{after.title}</Title>
      <ol class="points">
        {after.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="note">{after.back}</p>
      <h2>{after.help}</h2>
      <Help {...props} />
      <div class="actions">
        <button type="button" class="button primary" onClick={quickExit}>
          {after.leave}
        </button>
        <button type="button" class="button" onClick={() => go("myReport")}>
          {after.toMyReport}
        </button>
      </div>
    </>
  );
}
