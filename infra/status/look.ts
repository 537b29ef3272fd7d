import { setTimeout } from "node:timers/promises";
import { unitName } from "../../shared/work-unit.ts";
import { OperatorError } from "../command.ts";
import {
  apiOriginOf,
  countConfirmed,
  openStackTable,
  readAlarms,
  readClocks,
  readUnreachable,
  stateOf,
} from "./aws.ts";
import type { Seen, Target } from "./shape.ts";
import { type ComparePages, readSatgas } from "./site.ts";

export interface Manner {
  readonly now: Date;
  /** For each part of a stack. */
  readonly seconds: number;
  /** Absent when the public directory alone is asked, which needs no credentials. */
  readonly comparePages?: ComparePages | undefined;
}

/** Looks at one stack, each part by itself and for so long at most: what fails is a sentence, and hides no other part. */
export async function lookAt(target: Target, { now, seconds, comparePages }: Manner): Promise<Seen> {
  const { unit, settings, local } = target;
  const publicly = comparePages === undefined;
  const unseen = new Set<string>();
  /** Nothing when it was not asked, or when no answer came: then a sentence says so. */
  const answer = async <T>(asked: Promise<T> | undefined, what: string): Promise<T | null> => {
    const late = setTimeout(seconds * 1000, undefined, { ref: false }).then(() => {
      throw new OperatorError(`Its ${what} gave no answer within ${seconds} seconds.`);
    });
    return Promise.race([asked ?? null, late]).catch((error: unknown) => {
      unseen.add(sentenceOf(error, what, target));
      return null;
    });
  };
  const alarms = local || (publicly && target.origin) ? undefined : readAlarms(target);
  const origin = target.origin === undefined ? alarms?.then(apiOriginOf) : Promise.resolve(target.origin);
  const directory = origin?.then((site) => readSatgas(site, settings.root, now));
  const pages = origin?.then((site) => comparePages?.(site, settings) ?? null);
  const table = publicly ? undefined : openStackTable(target);
  const clocks = table?.then((open) => readClocks(open, now));
  const members = table?.then((open) => readUnreachable(open, target, now));
  const ringing = publicly ? undefined : alarms?.then(stateOf);
  const confirmed = publicly ? undefined : alarms?.then((all) => countConfirmed(target, all));
  const found = await Promise.all([
    answer(directory, "directory"),
    answer(pages, "pages"),
    answer(clocks, "clocks"),
    answer(members, "members"),
    answer(ringing, "alarms"),
    answer(confirmed, "subscriptions"),
  ]);
  return {
    ...{ unit, name: unitName(unit) },
    ...{ satgas: found[0]?.satgas ?? null, unverified: found[0]?.unverified ?? null, pages: found[1] },
    ...{ unopened: found[2]?.unopened ?? null, clocksSetAside: found[2]?.clocksSetAside ?? null },
    ...{ unreachable: found[3], alarms: found[4], confirmed: found[5], unseen: [...unseen].sort() },
  };
}

/** Of a foreign error its name alone: its message may quote what was asked. */
function sentenceOf(error: unknown, what: string, { unit, account }: Target): string {
  if (error instanceof OperatorError) return error.message;
  const name = error instanceof Error ? error.name : "an unknown error";
  if (/Credential|Token|UnrecognizedClient/.test(name)) {
    return `No credentials open its account ${account}; sign in, with aws sso login --profile posko-${unit} say.`;
  }
  return /AccessDenied|Authorization/.test(name)
    ? `These credentials may not read its ${what}; give them what docs/run/status.md says.`
    : `Its ${what} could not be read (${name}).`;
}
