import * as z from "zod";
import { isUnitCode, type UnitCode } from "../../shared/kind.ts";
import type { PageSettings } from "../../web/settings.ts";

/** A stack to look at. */
export interface Target {
  readonly unit: UnitCode;
  readonly settings: PageSettings;
  /** Where it should stand. */
  readonly account: string;
  /** Absent when it is served under its API's own address. */
  readonly origin?: string | undefined;
  /** Hours after which an unopened report should have climbed. */
  readonly climbAfterHours: number;
  /** The database of this machine, which has no alarms. */
  readonly local?: { readonly endpoint: string; readonly tableName: string };
}

const [day, count, unit] = [z.iso.date(), z.int().min(0), z.custom<UnitCode>(isUnitCode)];

const standingSchema = z.strictObject({
  unit,
  mandate: z.enum(["handle", "receive"]),
  /** Its last readiness drill was not opened. */
  red: z.boolean(),
  /** A vouch of its chain has ended: no first report goes there. */
  ended: z.boolean(),
  /** Of its roll. */
  edition: count,
  vouchEnds: day,
  decreeEnds: day,
});
/** A Satgas of a stack's directory, verified from the root. */
export type Standing = z.infer<typeof standingSchema>;

/** `null`: it could not be looked at, or it is not on this machine. */
const stackSchema = z.strictObject({
  unit,
  name: z.string(),
  /** KPU RI's as this stack has it is among them. */
  satgas: z.array(standingSchema).nullable(),
  /** Listed, and not following from the root. */
  unverified: z.array(z.string()).nullable(),
  /** Versions of the pages: what is served, and what these sources make. `same`: this stack's settings as well. */
  pages: z.strictObject({ version: z.string(), ours: z.string(), same: z.boolean() }).nullable(),
  unopened: z.strictObject({ reports: count, oldestHours: count.nullable() }).nullable(),
  /** Reports that nobody minds, because their clock cannot be read. */
  clocksSetAside: count.nullable(),
  /** Members whom no letter reaches; units without any are left out. */
  unreachable: z.array(z.strictObject({ unit, members: count, unreachable: count })).nullable(),
  /** Names of those that ring, and how many are switched off. */
  alarms: z.strictObject({ ringing: z.array(z.string()), muted: count }).nullable(),
  /** How many have confirmed that alarms are sent to them. */
  confirmed: count.nullable(),
  /** Sentences: what needs a person, and what could not be looked at. */
  needs: z.array(z.string()),
  unseen: z.array(z.string()),
});
export type StackStatus = z.infer<typeof stackSchema>;
export type Seen = Omit<StackStatus, "needs">;

/** What `--json` prints. */
export const statusSchema = z.strictObject({ at: z.iso.datetime(), stacks: z.array(stackSchema) });

const states = ["no stack", "unseen", "unverified", "ended", "red", "Jaring", "ready", "none"] as const;
/** What `--coverage --json` prints. `decreeEnds`: only when it is soon. `unseen`: the stack's directory was not read. */
export const coverageSchema = z.strictObject({
  at: z.iso.datetime(),
  units: z.array(z.strictObject({ unit, name: z.string(), state: z.enum(states), decreeEnds: day.nullable() })),
  unseen: z.array(z.string()),
});
export type Coverage = z.infer<typeof coverageSchema>;
