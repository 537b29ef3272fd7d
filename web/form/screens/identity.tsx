import { Choice, Line } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";
import { Contacts } from "./contacts.tsx";

export function Identity(props: ScreenProps) {
  const { words, draft, set } = props;
  const { identity, codes } = words;
  const named = draft.identity === "NAMA_SAMARAN" || draft.identity === "BERNAMA";
  return (
    <>
      <Title>{identity.title}</Title>
      <Choice
        legend={identity.title}
        titled
        hint={identity.hint}
        options={codes.identity}
        value={draft.identity}
        onChange={(value) => set({ identity: value })}
        words={words}
      />
      {named && (
        <Line
          label={draft.identity === "BERNAMA" ? identity.realName : identity.otherName}
          value={draft.name}
          onChange={(name) => set({ name })}
        />
      )}
      <p class="note">{identity.limit}</p>
      <Contacts {...props} />
      <Actions {...props} empty={draft.identity === undefined && !draft.contacts?.length} />
    </>
  );
}
