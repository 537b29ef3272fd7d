import { useId } from "preact/hooks";
import type { UnitCode } from "../../../shared/kind.ts";
import { route } from "../../../shared/routing.ts";
import { upwards } from "../../../shared/work-unit.ts";
import { conflictUnits, type Draft, nobodyAbove } from "../draft.ts";
import { Group, Option } from "../fields.tsx";
import { Actions, Help, Outside, type ScreenProps, Title } from "../parts.tsx";
import { nameOf } from "../units.ts";

/** Decides who is passed by. Asked before she writes, so that no word of hers is ever sealed to them. */
export function Conflict(props: ScreenProps) {
  const { words, draft, set, names, usable, go } = props;
  const { conflict } = words;
  const group = useId();

  const answer = (conflicts: Draft["conflicts"]) => set({ conflicts, mayClimb: undefined });

  if (draft.unit === undefined || names.status !== "ready") {
    return (
      <>
        <Title>{conflict.title}</Title>
        <p class="note">{conflict.needsUnit}</p>
        <p>
          <button type="button" class="button" onClick={() => go("unit")}>
            {conflict.toUnit}
          </button>
        </p>
        <Actions {...props} empty />
      </>
    );
  }

  const ticked = Array.isArray(draft.conflicts) ? draft.conflicts : [];
  // While nobody's key has been verified yet nothing is said: "who opens" will.
  const way = usable && route(draft.unit, conflictUnits(draft.unit, draft.conflicts), usable);
  const tick = (code: UnitCode, checked: boolean) => {
    const others = ticked.filter((unit) => unit !== code);
    const conflicts = checked ? [...others, code] : others;
    answer(conflicts.length > 0 ? conflicts : undefined);
  };

  return (
    <>
      <Title>{conflict.title}</Title>
      <Group legend={conflict.title} titled hint={conflict.hint}>
        {upwards(draft.unit).map((code) => (
          <Option
            key={code}
            type="checkbox"
            group=""
            label={conflict.at(nameOf(names, code))}
            checked={ticked.includes(code)}
            onPick={(checked) => tick(code, checked)}
          />
        ))}
        <Option
          type="radio"
          group={group}
          label={conflict.no}
          checked={Array.isArray(draft.conflicts) && ticked.length === 0}
          onPick={() => answer([])}
        />
        <Option
          type="radio"
          group={group}
          label={conflict.unknown}
          checked={draft.conflicts === "TIDAK_TAHU"}
          onPick={() => answer("TIDAK_TAHU")}
        />
      </Group>
      {draft.unit !== "01" && <p class="hint">{conflict.unknownHint}</p>}
      <div aria-live="polite">
        {way?.kind === "nobody" && draft.conflicts !== undefined && (
          <div class="note warm">
            <p>{conflict.nobody}</p>
            <Outside words={words} />
            <Help {...props} />
          </div>
        )}
        {(way?.kind === "below" || (nobodyAbove(draft) && way?.kind === "seats")) && (
          <div class="note warm">
            <p>{conflict.above}</p>
            <Outside words={words} />
            <Help {...props} />
            <p>{conflict.belowGoOn}</p>
          </div>
        )}
      </div>
      <Actions {...props} empty={draft.conflicts === undefined} />
    </>
  );
}
