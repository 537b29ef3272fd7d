import { useState } from "preact/hooks";
import { LINE } from "../../../shared/limits.ts";
import { isAddress } from "../../../shared/satgas/contract.ts";
import type { SelfDescription } from "../../../shared/satgas/member.ts";
import { BODY } from "../../../shared/satgas/roll.ts";
import { useSpeech } from "../../words/inbox.ts";
import { Form, TextField } from "../parts.tsx";

/** Who she says she is, and of a founder until when the decree runs, `2026-12-31`. */
export interface Self extends SelfDescription {
  readonly until?: string;
}

const ROLES = ["KETUA", "SEKRETARIS", "ANGGOTA"] as const;

export function About({ withUntil, onDone }: { readonly withUntil: boolean; readonly onDone: (self: Self) => void }) {
  const { about, next } = useSpeech().words.arrival;
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>();
  const [body, setBody] = useState("");
  const [address, setAddress] = useState("");
  const [until, setUntil] = useState("");
  const [missing, setMissing] = useState<keyof typeof about.missing>();

  const firstMissing = (): typeof missing => {
    if (!name.trim()) return "name";
    if (!role) return "role";
    if (!isAddress(address.trim())) return "address";
    return withUntil && !until ? "until" : undefined;
  };
  const done = () => {
    const first = firstMissing();
    setMissing(first);
    // Of what is too long its own field says so.
    if (first || !role || name.trim().length > LINE || body.trim().length > BODY) return;
    const office = { role, ...(body.trim() && { body: body.trim() }) };
    onDone({ name: name.trim(), office, address: address.trim(), ...(withUntil && { until }) });
  };
  const error = (field: typeof missing) => (missing === field && field ? about.missing[field] : undefined);

  return (
    <Form class="card" onDone={done}>
      <h2>{about.heading}</h2>
      <TextField
        label={about.name}
        hint={about.nameHint}
        error={error("name")}
        value={name}
        onInput={setName}
        autocomplete="name"
      />
      <fieldset class="field choices">
        <legend>{about.role}</legend>
        {ROLES.map((one) => (
          <label class="tick" key={one}>
            <input type="radio" name="role" checked={role === one} onChange={() => setRole(one)} />
            <span>{about.roles[one]}</span>
          </label>
        ))}
        {missing === "role" && (
          <p class="note warm" role="alert">
            {about.missing.role}
          </p>
        )}
      </fieldset>
      <TextField label={about.body} value={body} onInput={setBody} limit={BODY} autocomplete="organization" />
      <TextField
        label={about.address}
        hint={about.addressHint}
        error={error("address")}
        value={address}
        onInput={setAddress}
        type="email"
        autocomplete="email"
      />
      {withUntil && (
        <TextField label={about.until} error={error("until")} value={until} onInput={setUntil} type="date" />
      )}
      <button type="submit" class="button primary wide">
        {next}
      </button>
    </Form>
  );
}
