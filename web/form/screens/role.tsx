import { isAboutAnother } from "../draft.ts";
import { Choice } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";

export function Role(props: ScreenProps) {
  const { words, draft, set } = props;
  const { role, codes } = words;
  const another = isAboutAnother(draft.role);
  return (
    <>
      <Title>{role.title}</Title>
      <Choice
        legend={role.title}
        titled
        options={codes.role}
        value={draft.role}
        onChange={(value) =>
          // Whose age it is depends on the role.
          set(isAboutAnother(value) === another ? { role: value } : { role: value, victimUnder18: undefined })
        }
        words={words}
      />
      {another && (
        <Choice
          legend={role.agrees}
          options={codes.victimAgrees}
          value={draft.victimAgrees}
          onChange={(victimAgrees) => set({ victimAgrees })}
          words={words}
        />
      )}
      <Choice
        legend={another ? role.under18 : role.under18Self}
        options={codes.yesNoUnknown}
        value={draft.victimUnder18}
        onChange={(victimUnder18) => set({ victimUnder18 })}
        words={words}
      />
      {draft.victimUnder18 === "YA" && <p class="note">{role.under18Help}</p>}
      <Actions {...props} empty={draft.role === undefined && draft.victimUnder18 === undefined} />
    </>
  );
}
