import { Choice } from "../fields.tsx";
import { Actions, type RoomProps, Title } from "../parts.tsx";

export function Role(props: RoomProps) {
  const { words, draft, set } = props;
  const { role, codes } = words;
  return (
    <>
      <Title>{role.title}</Title>
      <Choice
        legend={role.title}
        titled
        options={codes.role}
        value={draft.role}
        onChange={(value) => set({ role: value })}
        words={words}
      />
      {draft.role !== undefined && draft.role !== "KORBAN" && (
        <>
          <Choice
            legend={role.agrees}
            options={codes.victimAgrees}
            value={draft.victimAgrees}
            onChange={(victimAgrees) => set({ victimAgrees })}
            words={words}
          />
          <Choice
            legend={role.under18}
            options={codes.yesNoUnknown}
            value={draft.victimUnder18}
            onChange={(victimUnder18) => set({ victimUnder18 })}
            words={words}
          />
          {draft.victimUnder18 === "YA" && <p class="note">{role.under18Help}</p>}
        </>
      )}
      <Actions {...props} empty={draft.role === undefined} />
    </>
  );
}
