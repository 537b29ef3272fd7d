import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { LINE } from "../../shared/limits.ts";
import type { FormWords } from "../words/form.ts";

/**
 * The kinds of question. No input has a name that says what it holds, and nothing offers to remember, complete or
 * check what is typed: a spelling service in the cloud would read along.
 */

const keepNothing = { autocomplete: "off", autocorrect: "off", spellcheck: false } as const;

export interface Named {
  readonly legend: string;
  readonly hint?: string | undefined;
  /** The legend repeats the title of the screen: heard, not seen. */
  readonly titled?: boolean;
}

export function Group({ legend, hint, titled, children }: Named & { readonly children: ComponentChildren }) {
  const id = useId();
  return (
    <fieldset class="group" aria-describedby={hint ? id : undefined}>
      <legend class={titled ? "visually-hidden" : "legend"}>{legend}</legend>
      {hint && (
        <p id={id} class="hint">
          {hint}
        </p>
      )}
      {children}
    </fieldset>
  );
}

interface OptionProps {
  readonly type: "radio" | "checkbox";
  readonly group: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onPick: (checked: boolean) => void;
}

export function Option({ type, group, label, checked, onPick }: OptionProps) {
  return (
    <label class={checked ? "option on" : "option"}>
      <input
        type={type}
        // Radios of one group need a name in common for the arrow keys; it says nothing.
        name={type === "radio" ? group : undefined}
        checked={checked}
        onChange={(event) => onPick(event.currentTarget.checked)}
        autocomplete="off"
      />
      <span>{label}</span>
    </label>
  );
}

interface ChoiceProps<Code extends string> extends Named {
  readonly options: Readonly<Record<Code, string>>;
  readonly value: Code | undefined;
  readonly onChange: (value: Code | undefined) => void;
  readonly words: FormWords;
}

/** One of several; can be taken back, because a touch by mistake is no answer. */
export function Choice<Code extends string>(props: ChoiceProps<Code>) {
  const { options, value, onChange, words, ...named } = props;
  const group = useId();
  return (
    <Group {...named}>
      {codesOf(options).map((code) => (
        <Option
          key={code}
          type="radio"
          group={group}
          label={options[code]}
          checked={value === code}
          onPick={() => onChange(code)}
        />
      ))}
      {value !== undefined && (
        <button type="button" class="link" onClick={() => onChange(undefined)}>
          {words.common.clear}
        </button>
      )}
    </Group>
  );
}

interface TicksProps<Code extends string> extends Named {
  readonly options: Readonly<Record<Code, string>>;
  readonly values: readonly Code[] | undefined;
  readonly onChange: (values: Code[]) => void;
  /** The code that excludes all others, such as "none". */
  readonly none?: Code;
}

export function Ticks<Code extends string>({ options, values = [], onChange, none, ...named }: TicksProps<Code>) {
  const pick = (code: Code, checked: boolean) => {
    const others = values.filter((value) => value !== code && (code === none ? !checked : value !== none));
    onChange(checked ? [...others, code] : others);
  };
  return (
    <Group {...named}>
      {codesOf(options).map((code) => (
        <Option
          key={code}
          type="checkbox"
          group=""
          label={options[code]}
          checked={values.includes(code)}
          onPick={(checked) => pick(code, checked)}
        />
      ))}
    </Group>
  );
}

interface TextProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

export function Line({ label, hint, value = "", onChange }: TextProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      <input
        id={id}
        type="text"
        value={value}
        maxLength={LINE}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
        {...keepNothing}
      />
    </div>
  );
}

export function Story({ label, hint, value = "", onChange, rows = 4 }: TextProps & { readonly rows?: number }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      <textarea
        id={id}
        rows={rows}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
        {...keepNothing}
      />
    </div>
  );
}

interface PickProps<Code extends string> {
  readonly label: string;
  readonly options: Readonly<Record<Code, string>>;
  readonly value: Code | undefined;
  readonly onChange: (value: Code | undefined) => void;
  readonly words: FormWords;
}

export function Pick<Code extends string>({ label, options, value, onChange, words }: PickProps<Code>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ""}
        onChange={(event) => onChange(codesOf(options).find((code) => code === event.currentTarget.value))}
        autocomplete="off"
      >
        <option value="">{words.common.choose}</option>
        {codesOf(options).map((code) => (
          <option key={code} value={code}>
            {options[code]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface YesNoProps extends Named {
  readonly value: boolean | undefined;
  readonly onChange: (value: boolean | undefined) => void;
  readonly words: FormWords;
}

export function YesNo({ value, onChange, words, ...named }: YesNoProps) {
  return (
    <Choice
      {...named}
      words={words}
      options={{ yes: words.common.yes, no: words.common.no }}
      value={value === undefined ? undefined : value ? "yes" : "no"}
      onChange={(answer) => onChange(answer && answer === "yes")}
    />
  );
}

const codesOf = <Code extends string>(options: Readonly<Record<Code, string>>) => Object.keys(options) as Code[];
