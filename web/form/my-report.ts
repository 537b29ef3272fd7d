import { fromBase64url } from "../../shared/bytes.ts";
import { type Entry, openingProof, type ReportEntry } from "../../shared/content/entry.ts";
import { readLog } from "../../shared/content/log.ts";
import type { Directory, MailboxStatus } from "../../shared/contract.ts";
import { fromTextJws } from "../../shared/jws.ts";
import type { Verifier } from "../../shared/key.ts";
import type { Moment } from "../../shared/moment.ts";
import type { ReporterKeys } from "../../shared/reporter.ts";
import { type Roll, verifyRoll } from "../../shared/satgas/roll.ts";
import { verifyChain } from "../../shared/satgas/vouch.ts";
import type { Stage } from "../../shared/stage.ts";
import type { UnitCode } from "../../shared/work-unit.ts";

/** What her page can prove of her report, and what it has to take from the server. In a chunk of its own. */

export interface MyReport {
  /** Openings that a member of that Satgas has signed and proved with what lay inside the seal. */
  readonly openings: readonly { readonly unit: UnitCode; readonly at: Moment }[];
  /** A member of that Satgas has signed that it could not be read there: the next one was asked. */
  readonly unreadable: readonly UnitCode[];
  /**
   * `signed`: by a member who sits in a Satgas that has proved to have opened it. Otherwise it is the server's word: a
   * Satgas that stands by can sign a stage as well, and is not asked.
   */
  readonly stage: { readonly name: Stage; readonly signed: boolean };
  /** Something of what was noted could not be verified, or is missing. */
  readonly flawed: boolean;
}

/** @param directory nothing when it could not be fetched: then nobody's seat can be verified */
export async function myReport(
  mailbox: MailboxStatus,
  keys: Pick<ReporterKeys, "id" | "proofOf">,
  directory: Directory | undefined,
  { root, stack }: { readonly root: Verifier; readonly stack: UnitCode },
): Promise<MyReport> {
  const of = { id: keys.id, stack };
  const hers = await readLog(mailbox.logs.reporter, { ...of, log: "reporter" });
  const theirs = await readLog(mailbox.logs.satgas, { ...of, log: "satgas" });
  const first = hers.entries.find((entry) => entry.kind === "report");
  const sits = seatCheck(directory, first, root);
  const openings: { unit: UnitCode; at: Moment }[] = [];
  const unreadable = new Set<UnitCode>();
  let stage: { readonly name: Stage; readonly signed: boolean } | undefined;
  let unproved = false;
  for (const entry of theirs.entries) {
    if (entry.log !== "satgas") continue;
    const seated = await sits(entry);
    const { from, at } = entry;
    if (entry.kind === "stage") {
      const hasOpened = openings.some(({ unit }) => unit === from.unit);
      stage = { name: entry.stage, signed: seated && hasOpened };
    }
    if (entry.kind === "unreadable" && seated) unreadable.add(from.unit);
    if (entry.kind !== "opened") continue;
    const proof = first && entry.of === first.n ? await keys.proofOf(first.salt) : undefined;
    const proved = proof !== undefined && entry.proved === (await openingProof(fromBase64url(proof), from.member));
    if (proved && seated) openings.push({ unit: from.unit, at });
    else if (!proved) unproved = true;
  }
  return {
    openings,
    unreadable: [...unreadable].filter((unit) => !openings.some((opening) => opening.unit === unit)),
    stage: stage?.signed ? stage : { name: mailbox.stage, signed: false },
    flawed: first === undefined || hers.flaws.length > 0 || theirs.flaws.length > 0 || unproved,
  };
}

/** Whether the signer of an entry sits in a Satgas to which the report was sealed. No date matters for that. */
function seatCheck(directory: Directory | undefined, first: ReportEntry | undefined, root: Verifier) {
  const rolls = new Map<UnitCode, Promise<Roll | undefined>>();
  return async (entry: Exclude<Entry, ReportEntry>): Promise<boolean> => {
    const { unit, member } = entry.from;
    if (!directory || !first?.seats.some((seat) => seat.unit === unit)) return false;
    const known = rolls.get(unit) ?? rollOf(directory, unit, root);
    rolls.set(unit, known);
    return (await known)?.members.some(({ id }) => id === member) === true;
  };
}

async function rollOf({ satgas }: Directory, unit: UnitCode, root: Verifier): Promise<Roll | undefined> {
  const vouchOf = (code: UnitCode) => satgas[code] && fromTextJws(satgas[code].vouch, "vouch+jwt");
  const chain = await verifyChain(vouchOf, unit, { root, now: 0 });
  const roll = satgas[unit]?.roll;
  return "key" in chain && roll ? verifyRoll(fromTextJws(roll, "roll+jws"), chain.key) : undefined;
}
