import { Story } from "../fields.tsx";
import { Actions, type ScreenProps, SpaceLeft, Title } from "../parts.tsx";

export function Account(props: ScreenProps) {
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
