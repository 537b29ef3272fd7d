import type { SeatKey } from "../../shared/content/text.ts";
import type { Directory } from "../../shared/contract.ts";
import type { Verifier } from "../../shared/key.ts";
import type { UsableSatgas } from "../../shared/routing.ts";
import { recipientHash, type SatgasKey } from "../../shared/satgas/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Answer, Refusal } from "../api.ts";
import type { ReporterApi } from "./answers.ts";
import type { Failure, Recipients } from "./outcome.ts";
import { type Clocks, recipientsOf, type Trusted, trustedSatgas } from "./satgas.ts";
import { isStale } from "./submission.ts";

type Fetched = { readonly ok: true; readonly value: string } | Failure;

export interface SeatsParts {
  readonly api: Pick<ReporterApi, "directory" | "recipient">;
  readonly root: Verifier;
  readonly clocks: () => Clocks;
}

/** For whom a report may be sealed: fetched, verified up to the root, and kept for when the network is gone. */
export function createSeats({ api, root, clocks }: SeatsParts) {
  let latest: { readonly directory: Directory; readonly since: number } | undefined;
  let underway: Promise<Answer<Directory>> | undefined;
  /** By their hash in the vouch, asked for or on their way: one request for each, whoever needs it. */
  const recipients = new Map<string, Promise<Fetched>>();

  async function fetchDirectory(): Promise<Answer<Directory>> {
    const answer = await api.directory();
    if (answer.ok) latest = { directory: answer.value, since: Date.now() };
    underway = undefined;
    return answer;
  }

  /** The one at hand, and another when none is or a new one is asked for. */
  async function directory(anew = false): Promise<Answer<Directory>> {
    if (latest && !anew) return { ok: true, value: latest.directory };
    underway ??= fetchDirectory();
    return underway;
  }

  function recipientOf(key: SatgasKey): Promise<Fetched> {
    const known = recipients.get(key.recipient);
    if (known) return known;
    const asked = fetchRecipient(key);
    recipients.set(key.recipient, asked);
    // A failure is not kept.
    asked.then((answer) => answer.ok || recipients.delete(key.recipient));
    return asked;
  }

  async function fetchRecipient({ unit, gen, recipient: hash }: SatgasKey): Promise<Fetched> {
    const answer = await api.recipient(unit, gen);
    if (!answer.ok) return answer;
    const { recipient } = answer.value;
    return (await recipientHash(recipient)) === hash
      ? { ok: true, value: recipient }
      : { ok: false, code: "unchecked" };
  }

  async function trusted(unit: UnitCode, anew: boolean): Promise<Trusted | Refusal> {
    const listed = await directory(anew);
    if (!listed.ok) return listed;
    const { phone, server = Date.parse(`${listed.value.hour}:00Z`) / 1000 } = clocks();
    return trustedSatgas(listed.value, unit, root, { phone, server });
  }

  /** A directory that leads to nobody may be an old one, so it is asked for once more. */
  async function whoOpens(unit: UnitCode, conflicts: ReadonlySet<UnitCode>, anew = false): Promise<Recipients> {
    const satgas = await trusted(unit, anew);
    if ("ok" in satgas) return { status: "failed", failure: satgas };
    const found = recipientsOf(unit, conflicts, satgas);
    if (found.status !== "nobody" || anew) return found;
    const repeated = await whoOpens(unit, conflicts, true);
    return repeated.status === "failed" ? found : repeated;
  }

  return {
    directory,
    whoOpens,

    /** One that a stamp can still be made for. Older ones stay good enough to seal a file. */
    freshDirectory: (anew: boolean) => directory(anew || (latest !== undefined && isStale(latest.since, Date.now()))),

    /** Nothing while it cannot be said. */
    async usable(unit: UnitCode): Promise<UsableSatgas | undefined> {
      const satgas = await trusted(unit, false);
      return "usable" in satgas ? satgas.usable : undefined;
    },

    /** The recipients of these seats and of no other, each as its vouch names it. */
    async keysOf(keys: readonly SatgasKey[]): Promise<readonly SeatKey[] | Failure> {
      const seats: SeatKey[] = [];
      for (const key of keys) {
        const answer = await recipientOf(key);
        if (!answer.ok) return answer;
        seats.push({ unit: key.unit, gen: key.gen, recipient: answer.value });
      }
      return seats;
    },
  };
}
