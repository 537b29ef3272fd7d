import { roomLeft } from "../draft.ts";
import { Choice, Line, Story, Ticks, YesNo } from "../fields.tsx";
import { Actions, type RoomProps, Title } from "../parts.tsx";

/** Told only to someone who comes near the limit. */
export function SpaceLeft({ words, draft }: Pick<RoomProps, "words" | "draft">) {
  const left = roomLeft(draft);
  const { spaceLeft, spaceOver } = words.common;
  return (
    <div role="status">
      {left !== undefined && (
        <p class={left < 0 ? "note warm" : "hint"}>{left < 0 ? spaceOver(-left) : spaceLeft(left)}</p>
      )}
    </div>
  );
}

export function Needs(props: RoomProps) {
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

export function Place(props: RoomProps) {
  const { words, draft, set } = props;
  const { place, common, codes } = words;
  const { when, where, repeated, ongoing, contexts } = draft;
  const empty = !when && !where && repeated === undefined && ongoing === undefined && !contexts?.length;
  return (
    <>
      <Title>{place.title}</Title>
      <p class="hint">{place.hint}</p>
      <Line label={place.when} hint={place.whenHint} value={when} onChange={(value) => set({ when: value })} />
      <Line label={place.where} value={where} onChange={(value) => set({ where: value })} />
      <YesNo legend={place.repeated} value={repeated} onChange={(value) => set({ repeated: value })} words={words} />
      <Choice
        legend={place.ongoing}
        options={codes.yesNoUnknown}
        value={ongoing}
        onChange={(value) => set({ ongoing: value })}
        words={words}
      />
      <Ticks
        legend={place.contexts}
        hint={common.several}
        options={codes.contexts}
        values={contexts}
        onChange={(values) => set({ contexts: values })}
      />
      <Actions {...props} empty={empty} />
    </>
  );
}

export function Happenings(props: RoomProps) {
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

export function Account(props: RoomProps) {
  const { words, draft, set } = props;
  const { account } = words;
  return (
    <>
      <Title>{account.title}</Title>
      <Story
        label={account.label}
        hint={account.hint}
        rows={12}
        value={draft.account}
        onChange={(value) => set({ account: value })}
      />
      <SpaceLeft {...props} />
      <Actions {...props} empty={!draft.account} />
    </>
  );
}
