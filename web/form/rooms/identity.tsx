import { useEffect, useRef } from "preact/hooks";
import { CONTACTS } from "../../../shared/limits.ts";
import type { Contact } from "../draft.ts";
import { Choice, Line, Pick, Ticks, YesNo } from "../fields.tsx";
import { Actions, type RoomProps, Title } from "../parts.tsx";

export function Identity(props: RoomProps) {
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

function Contacts({ words, draft, set }: RoomProps) {
  const { identity, codes } = words;
  const contacts = draft.contacts ?? [];
  const change = (at: number, patch: Partial<Contact>) =>
    set({ contacts: contacts.map((contact, index) => (index === at ? { ...contact, ...patch } : contact)) });

  const section = useRef<HTMLElement>(null);
  const count = useRef(contacts.length);
  useEffect(() => {
    if (contacts.length > count.current) section.current?.querySelector<HTMLElement>(".person.last select")?.focus();
    if (contacts.length < count.current) section.current?.querySelector<HTMLElement>(".add")?.focus();
    count.current = contacts.length;
  }, [contacts.length]);

  return (
    <section ref={section}>
      <h2>{identity.contact}</h2>
      <p class="hint">{identity.contactHint}</p>
      {contacts.map((contact, index) => (
        // Contacts have no identity but their place in the list.
        <div class={index === contacts.length - 1 ? "person last" : "person"} key={index}>
          <Pick
            label={identity.kind(index + 1)}
            options={codes.contact}
            value={contact.kind}
            onChange={(kind) => change(index, { kind: kind ?? "LAIN" })}
            words={words}
          />
          <Line
            label={identity.value(index + 1)}
            value={contact.value}
            onChange={(value) => change(index, { value })}
          />
          <button
            type="button"
            class="link"
            onClick={() => set({ contacts: contacts.filter((_, place) => place !== index) })}
          >
            {identity.removeContact(index + 1)}
          </button>
        </div>
      ))}
      {contacts.length < CONTACTS && (
        <p>
          <button
            type="button"
            class="button add"
            onClick={() => set({ contacts: [...contacts, { kind: "WHATSAPP", value: "" }] })}
          >
            {identity.add}
          </button>
        </p>
      )}
      {contacts.length > 0 && (
        <>
          <Line label={identity.times} value={draft.safeTimes} onChange={(safeTimes) => set({ safeTimes })} />
          <Pick
            label={identity.zone}
            options={codes.zone}
            value={draft.zone}
            onChange={(zone) => set({ zone })}
            words={words}
          />
          <Line
            label={identity.manner}
            hint={identity.mannerHint}
            value={draft.safeManner}
            onChange={(safeManner) => set({ safeManner })}
          />
          <YesNo
            legend={identity.leaveMessage}
            value={draft.mayLeaveMessage}
            onChange={(mayLeaveMessage) => set({ mayLeaveMessage })}
            words={words}
          />
          <Line
            label={identity.introduceAs}
            value={draft.introduceAs}
            onChange={(introduceAs) => set({ introduceAs })}
          />
        </>
      )}
    </section>
  );
}

export function Consents(props: RoomProps) {
  const { words, draft, set } = props;
  const { consents, codes } = words;
  return (
    <>
      <Title>{consents.title}</Title>
      <Ticks
        legend={consents.title}
        titled
        hint={consents.hint}
        options={codes.consents}
        values={draft.consents}
        onChange={(values) => set({ consents: values })}
      />
      <Actions {...props} empty={!draft.consents?.length} />
    </>
  );
}
