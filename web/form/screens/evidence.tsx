import { Story, Ticks } from "../fields.tsx";
import { Actions, type ScreenProps, SpaceLeft, Title } from "../parts.tsx";

export function Evidence(props: ScreenProps) {
  const { words, draft, set } = props;
  const { evidence, codes } = words;
  return (
    <>
      <Title>{evidence.title}</Title>
      <Ticks
        legend={evidence.title}
        titled
        hint={evidence.hint}
        options={codes.evidence}
        none="BELUM_ADA"
        values={draft.evidence}
        onChange={(values) => set({ evidence: values })}
      />
      <p class="note">{evidence.keep}</p>
      <Story
        label={evidence.inWords}
        rows={3}
        value={draft.evidenceInWords}
        onChange={(evidenceInWords) => set({ evidenceInWords })}
      />
      <SpaceLeft {...props} />
      <Actions {...props} empty={!draft.evidence?.length && !draft.evidenceInWords} />
    </>
  );
}
