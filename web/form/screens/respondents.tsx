import { useEffect, useRef } from "preact/hooks";
import { RESPONDENTS } from "../../../shared/limits.ts";
import type { Respondent } from "../draft.ts";
import { Choice, Line, Pick } from "../fields.tsx";
import { Actions, type ScreenProps, Title } from "../parts.tsx";

export function Respondents(props: ScreenProps) {
  const { words, draft, set } = props;
  const { respondents, codes } = words;
  const people: Respondent[] = draft.respondents?.length ? draft.respondents : [{}];
  const change = (at: number, patch: Respondent) =>
    set({ respondents: people.map((person, index) => (index === at ? { ...person, ...patch } : person)) });

  // A person who was added gets the focus; after one was removed it goes to the button that stays.
  const groups = useRef<HTMLDivElement>(null);
  const count = useRef(people.length);
  useEffect(() => {
    if (people.length > count.current) groups.current?.querySelector<HTMLElement>(".person.last input")?.focus();
    if (people.length < count.current) groups.current?.querySelector<HTMLElement>(".add")?.focus();
    count.current = people.length;
  }, [people.length]);

  return (
    <div ref={groups}>
      <Title>{respondents.title}</Title>
      <p class="hint">{respondents.hint}</p>
      {people.map((person, index) => (
        // People have no identity but their place in the list.
        <fieldset class={index === people.length - 1 ? "person last" : "person"} key={index}>
          <legend class={people.length > 1 ? "legend" : "visually-hidden"}>{respondents.person(index + 1)}</legend>
          <Line label={respondents.name} value={person.name} onChange={(name) => change(index, { name })} />
          <Line
            label={respondents.position}
            value={person.position}
            onChange={(position) => change(index, { position })}
          />
          <Pick
            label={respondents.status}
            options={codes.respondentStatus}
            value={person.status}
            onChange={(status) => change(index, { status })}
            words={words}
          />
          <Line label={respondents.unit} value={person.unit} onChange={(unit) => change(index, { unit })} />
          <Line
            label={respondents.relation}
            value={person.relation}
            onChange={(relation) => change(index, { relation })}
          />
          {people.length > 1 && (
            <button
              type="button"
              class="link"
              onClick={() => set({ respondents: people.filter((_, place) => place !== index) })}
            >
              {respondents.removePerson(index + 1)}
            </button>
          )}
        </fieldset>
      ))}
      {people.length < RESPONDENTS && (
        <p>
          <button type="button" class="button add" onClick={() => set({ respondents: [...people, {}] })}>
            {respondents.add}
          </button>
        </p>
      )}
      <Choice
        legend={respondents.power}
        options={codes.power}
        value={draft.power}
        onChange={(power) => set({ power })}
        words={words}
      />
      <Actions {...props} empty={!draft.respondents?.length && draft.power === undefined} />
    </div>
  );
}
