import { Choice, Line, Ticks, YesNo } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";

export function WhenWhere(props: ScreenProps) {
  const { words, draft, set } = props;
  const { whenWhere, common, codes } = words;
  const { when, where, repeated, ongoing, contexts } = draft;
  const empty = !when && !where && repeated === undefined && ongoing === undefined && !contexts?.length;
  return (
    <>
      <Title>{whenWhere.title}</Title>
      <p class="hint">{whenWhere.hint}</p>
      <Line label={whenWhere.when} hint={whenWhere.whenHint} value={when} onChange={(value) => set({ when: value })} />
      <Line label={whenWhere.where} value={where} onChange={(value) => set({ where: value })} />
      <YesNo
        legend={whenWhere.repeated}
        value={repeated}
        onChange={(value) => set({ repeated: value })}
        words={words}
      />
      <Choice
        legend={whenWhere.ongoing}
        options={codes.yesNoUnknown}
        value={ongoing}
        onChange={(value) => set({ ongoing: value })}
        words={words}
      />
      <Ticks
        legend={whenWhere.contexts}
        hint={common.several}
        options={codes.contexts}
        values={contexts}
        onChange={(values) => set({ contexts: values })}
      />
      <Actions {...props} empty={empty} />
    </>
  );
}
