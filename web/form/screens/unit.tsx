import { useId, useState } from "preact/hooks";
import type { UnitCode } from "../../../shared/kind.ts";
import { settings } from "../../settings.ts";
import type { FormWords } from "../../words/form.ts";
import { Group, Line, Option, Pick } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";
import { nameOf, unitsOf } from "../units.ts";

/** As many as fit on a small screen together with the search field. */
const SHOWN = 8;

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, " ");

interface SearchProps {
  readonly units: readonly { readonly code: UnitCode; readonly name: string }[];
  readonly chosen: string | undefined;
  readonly onChoose: (code: UnitCode) => void;
  readonly words: FormWords;
}

function Search({ units, chosen, onChoose, words }: SearchProps) {
  const { unit } = words;
  const [sought, setSought] = useState("");
  const id = useId();
  const parts = plain(sought).split(" ").filter(Boolean);
  const found = units.filter(({ name }) => parts.every((part) => plain(name).includes(part)));
  const shown = found.slice(0, SHOWN);
  return (
    <>
      <div class="field">
        <label for={id}>{unit.search}</label>
        <input
          id={id}
          type="search"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
          autocomplete="off"
          spellcheck={false}
        />
      </div>
      <p class="visually-hidden" role="status">
        {parts.length > 0 && unit.found(found.length)}
      </p>
      {found.length === 0 && <p class="hint">{unit.found(0)}</p>}
      {shown.length > 0 && (
        <Group legend={unit.results} titled>
          {shown.map(({ code, name }) => (
            <Option
              key={code}
              type="radio"
              group={`${id}-unit`}
              label={name}
              checked={code === chosen}
              onPick={() => onChoose(code)}
            />
          ))}
        </Group>
      )}
      {found.length > SHOWN && <p class="hint">{unit.more(found.length - SHOWN)}</p>}
    </>
  );
}

/** The one question that is needed: it decides which Satgas can open the report. */
export function Unit(props: ScreenProps) {
  const { words, draft, set, names, loadNames, next } = props;
  const { unit, common, codes } = words;
  const [searching, setSearching] = useState(draft.unit === undefined);
  const [missing, setMissing] = useState(false);
  const elsewhere = draft.unitInWords !== undefined;
  const chosen = elsewhere ? undefined : draft.unit;
  const ready = names.status === "ready";

  // Another office has other levels above it, so the answers that name them go.
  const choose = (code: UnitCode | undefined, unitInWords?: string) => {
    set({ unit: code, unitInWords, conflicts: undefined, mayClimb: undefined });
    setMissing(false);
  };
  const onward = () => {
    if (ready && draft.unit === undefined) setMissing(true);
    else next();
  };

  return (
    <>
      <Title>{unit.title}</Title>
      <p class="hint">{unit.why}</p>
      {names.status === "loading" && <p role="status">{unit.loading}</p>}
      {names.status === "failed" && (
        <div class="note warm" role="status">
          <p>{unit.failed}</p>
          <button type="button" class="button" onClick={loadNames}>
            {common.retry}
          </button>
        </div>
      )}
      {ready && chosen !== undefined && (
        <div class="note chosen" role="status">
          <p>
            <span class="quiet">{unit.chosen}</span>
            <br />
            <strong>{nameOf(names, chosen)}</strong>
          </p>
          {!searching && (
            <button type="button" class="link" onClick={() => setSearching(true)}>
              {unit.change}
            </button>
          )}
        </div>
      )}
      {ready && (searching || chosen === undefined) && (
        <>
          {!elsewhere && (
            <Search
              units={unitsOf(names.names, settings.stack)}
              chosen={chosen}
              // The list stays: with the arrow keys the first one passed is chosen, and it must be possible to go on.
              onChoose={(code) => {
                choose(code);
                setSearching(true);
              }}
              words={words}
            />
          )}
          <Option
            type="checkbox"
            group=""
            label={unit.notListed}
            checked={elsewhere}
            onPick={(checked) => (checked ? choose("01", "") : choose(undefined))}
          />
        </>
      )}
      {elsewhere && (
        <Line
          label={unit.inWords}
          hint={unit.inWordsHint}
          value={draft.unitInWords}
          onChange={(unitInWords) => set({ unitInWords })}
        />
      )}
      <div role="alert">{missing && <p class="note warm">{unit.missing}</p>}</div>
      <Pick
        label={unit.status}
        options={codes.status}
        value={draft.status}
        onChange={(status) => set({ status })}
        words={words}
      />
      <Actions {...props} next={onward} label={!ready && draft.unit === undefined ? unit.later : undefined} />
    </>
  );
}
