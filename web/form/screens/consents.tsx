import { Ticks } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";

export function Consents(props: ScreenProps) {
  const { words, draft, set } = props;
  const { consents, codes } = words;
  return (
    <>
      <Title>{consents.title}</Title>
      <Ticks
        legend={consents.title}
        titled
        hint={consents.hint}
        options={codes.consents}
        values={draft.consents}
        onChange={(values) => set({ consents: values })}
      />
      <Actions {...props} empty={!draft.consents?.length} />
    </>
  );
}
