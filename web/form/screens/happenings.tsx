import { Ticks } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";

export function Happenings(props: ScreenProps) {
  const { words, draft, set } = props;
  const { happenings, codes } = words;
  return (
    <>
      <Title>{happenings.title}</Title>
      <Ticks
        legend={happenings.title}
        titled
        hint={happenings.hint}
        options={codes.happenings}
        values={draft.happenings}
        onChange={(values) => set({ happenings: values })}
      />
      <Actions {...props} empty={!draft.happenings?.length} />
    </>
  );
}
