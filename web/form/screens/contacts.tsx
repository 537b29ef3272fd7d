import { useEffect, useRef } from "preact/hooks";
import { CONTACTS } from "../../../shared/limits.ts";
import type { Contact } from "../draft.ts";
import { Line, Pick, YesNo } from "../fields.tsx";
import type { ScreenProps } from "../parts.tsx";

/** Whether and how she may be reached; part of the screen that asks for her name. */
export function Contacts({ words, draft, set }: ScreenProps) {
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
