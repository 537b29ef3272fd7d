import { Ticks } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";

export function Retaliation(props: ScreenProps) {
  const { words, draft, set } = props;
  const { retaliation, common, codes } = words;
  return (
    <>
      <Title>{retaliation.title}</Title>
      <Ticks
        legend={retaliation.title}
        titled
        hint={`${retaliation.hint} ${common.several}`}
        options={codes.retaliation}
        none="TIDAK_ADA"
        values={draft.retaliation}
        onChange={(values) => set({ retaliation: values })}
      />
      <Actions {...props} empty={!draft.retaliation?.length} />
    </>
  );
}
