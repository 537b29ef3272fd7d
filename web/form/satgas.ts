import type { Directory } from "../../shared/contract.ts";
import { fromTextJws } from "../../shared/jws.ts";
import type { Verifier } from "../../shared/key.ts";
import { route, type UsableSatgas } from "../../shared/routing.ts";
import { DAY_SECONDS, type SatgasKey, verifyChain } from "../../shared/satgas/vouch.ts";
import { OUTSIDE, type UnitCode, upwards } from "../../shared/work-unit.ts";
import type { Recipients } from "./outcome.ts";

/**
 * Which Satgas a first report may be sealed to. What does not verify up to the root does not exist; the directory only
 * adds who is red.
 */

/** Unix seconds, as this device and the server tell them. */
export interface Clocks {
  readonly phone: number;
  readonly server?: number | undefined;
}

/**
 * No clock shows less. A day that is written here with each release, and not the moment of a build: the same sources
 * must be the same bytes whenever they are built.
 */
const RELEASED = Date.UTC(2026, 10, 26) / 1000;

export interface Trusted {
  readonly keys: ReadonlyMap<UnitCode, SatgasKey>;
  readonly usable: UsableSatgas;
  /** One that is listed did not verify: a wrong date does this as well. */
  readonly untrusted: boolean;
  /** The date of the device would have passed one by, and the server's was used. */
  readonly byServer: boolean;
}

/** @param unit those above it and the outside seat are looked at, and no others */
export async function trustedSatgas(
  directory: Directory,
  unit: UnitCode,
  root: Verifier,
  { phone, server }: Clocks,
): Promise<Trusted> {
  const units = [...upwards(unit), OUTSIDE].filter((code) => directory.satgas[code]);
  const vouchOf = (code: UnitCode) => {
    const listed = directory.satgas[code];
    return listed && fromTextJws(listed.vouch, "vouch+jwt");
  };
  const chainsAt = (clock: number) => {
    const now = Math.max(clock, RELEASED);
    return Promise.all(units.map((code) => verifyChain(vouchOf, code, { root, now })));
  };
  let chains = await chainsAt(phone);
  // A phone's clock never refuses by itself. One that is right, or nearly, gives no reason to believe another.
  const failed = chains.some(({ status }) => status === "expired" || status === "not-yet");
  const differs = server !== undefined && Math.abs(server - phone) >= DAY_SECONDS;
  const byServer = failed && differs;
  if (byServer) chains = await chainsAt(server);
  const keys = new Map(
    chains.flatMap((chain) => (chain.status === "trusted" ? [[chain.key.unit, chain.key] as const] : [])),
  );
  const usable = new Map(
    [...keys].map(([code, { mandate }]) => [code, { mandate, red: directory.satgas[code]?.red }] as const),
  );
  return { keys, usable, untrusted: keys.size < units.length, byServer };
}

/** Who may open a report from this unit: routed over trusted keys only. */
export function recipientsOf(
  unit: UnitCode,
  conflicts: ReadonlySet<UnitCode>,
  { keys, usable, untrusted, byServer }: Trusted,
): Exclude<Recipients, { status: "failed" }> {
  const way = route(unit, conflicts, usable);
  if (way.kind === "nobody") return { status: "nobody", untrusted };
  const { kind, active, standby } = way;
  const line = upwards(unit);
  const free = line.slice(line.map((one) => conflicts.has(one)).lastIndexOf(true) + 1);
  const nearer = kind === "seats" ? free.slice(0, free.indexOf(active[0])) : [];
  const keysOf = (units: readonly UnitCode[]) => units.flatMap((code) => keys.get(code) ?? []);
  return { status: "ready", kind, active: keysOf(active), standby: keysOf(standby), nearer, byServer };
}
