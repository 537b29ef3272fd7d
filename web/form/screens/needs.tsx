import { Story, Ticks } from "../fields.tsx";
import { Actions, type ScreenProps, SpaceLeft, Title } from "../parts.tsx";

export function Needs(props: ScreenProps) {
  const { words, draft, set } = props;
  const { needs, common, codes } = words;
  return (
    <>
      <Title>{needs.title}</Title>
      <Ticks
        legend={needs.title}
        titled
        hint={`${needs.hint} ${common.several}`}
        options={codes.needs}
        values={draft.needs}
        onChange={(values) => set({ needs: values })}
      />
      <Story
        label={needs.inWords}
        rows={3}
        value={draft.needsInWords}
        onChange={(needsInWords) => set({ needsInWords })}
      />
      <SpaceLeft {...props} />
      <Actions {...props} empty={!draft.needs?.length && !draft.needsInWords} />
    </>
  );
}
