/** What `install` will do, or why it will not: decided in full before anything is written. */
import { type Generation, KEYS_AT_ONCE, type KeyChange } from "../../functions/store-ceremony.ts";
import type { Member } from "../../functions/store-satgas.ts";
import { fromBase64url, toBase64url } from "../../shared/bytes.ts";
import { thumbprint } from "../../shared/key.ts";
import { type Chain, readClaims, verifyChain } from "../../shared/vouch.ts";
import { KPU_RI, type UnitCode, unitsOfStack, upwards } from "../../shared/work-unit.ts";
import { Mistake } from "./arguments.ts";
import { asText, type SatgasFile } from "./files.ts";

/** One Satgas as the table has it. */
export interface Seated {
  readonly generations: readonly Generation[];
  readonly members: readonly Member[];
}

export interface Wish {
  readonly stack: UnitCode;
  readonly files: readonly SatgasFile[];
  readonly table: ReadonlyMap<UnitCode, Seated>;
  /** KPU RI's thumbprint, from the configuration. */
  readonly root: string;
  /** Unix seconds. */
  readonly now: number;
  /** A generation may be replaced by one that was sealed to another circle. */
  readonly resealed: boolean;
  /** Satgas below may lose their way to KPU RI. */
  readonly breakBelow: boolean;
}

export interface Plan {
  readonly keys: readonly KeyChange[];
  readonly join: readonly Member[];
  readonly leave: readonly Member[];
  /** One sentence for each thing that is done, or is as it should be. */
  readonly sentences: readonly string[];
}

const WHY: Readonly<Record<Exclude<Chain["status"], "trusted">, string>> = {
  incomplete: "its vouch is for another unit; let the unit above vouch anew",
  "wrong-root": "it leads to another KPU RI key than --thumbprint; check both with KPU RI",
  "wrong-issuer": "a vouch in it is by the wrong unit; let the unit above vouch",
  expired: "a vouch in it has ended; let the unit above vouch anew",
  "rolled-back": "it leads over a generation older than the one in the table; take the newest files",
  forged: "a vouch in it is not signed by the current key above; let the unit above vouch anew",
};

const named = ({ unit, gen }: { unit: UnitCode; gen: number }) => `generation ${gen} of ${unit}`;

/** @throws Mistake for whatever does not verify; then nothing is to be written */
export async function planInstall(wish: Wish): Promise<Plan> {
  const { stack, files, table, root, now } = wish;
  const ofStack = new Set(unitsOfStack(stack).map(({ code }) => code));
  const seen = new Set<string>();
  for (const file of files) {
    if (!ofStack.has(file.unit))
      throw new Mistake(`${file.unit} is not of the stack ${stack}: it has no place in this table.`);
    if (seen.has(named(file))) throw new Mistake(`${named(file)} is given twice; give its newest file.`);
    seen.add(named(file));
  }
  const current = (unit: UnitCode) => table.get(unit)?.generations[0];
  const floor = Object.fromEntries([...table.keys()].map((unit) => [unit, current(unit)?.gen ?? 1]));
  const verify = (vouches: readonly string[], unit: UnitCode) => verifyChain(vouches, unit, { root, now, floor });

  /** Each unit's vouch as it will be, those above first. */
  const vouches = new Map<UnitCode, string>();
  for (const [unit, { generations }] of table) if (generations[0]) vouches.set(unit, generations[0].vouch);
  const before = new Map(vouches);
  const chainOf = (unit: UnitCode, from: ReadonlyMap<UnitCode, string>) =>
    upwards(unit)
      .reverse()
      .flatMap((code) => from.get(code) ?? []);

  const keys: KeyChange[] = [];
  const join: Member[] = [];
  const leave: Member[] = [];
  const sentences: string[] = [];
  const topDown = [...files].sort((a, b) => upwards(a.unit).length - upwards(b.unit).length || a.gen - b.gen);
  for (const file of topDown) {
    const stored = table.get(file.unit)?.generations.find(({ gen }) => gen === file.gen);
    const top = Math.max(
      current(file.unit)?.gen ?? 0,
      ...files.filter(({ unit }) => unit === file.unit).map(({ gen }) => gen),
    );
    if (!stored && file.gen < top) {
      throw new Mistake(
        `${named(file)} is older than ${top}, and is not in this table; leave it out: nothing here was sealed to it.`,
      );
    }
    if (stored) refuseOtherKey(file, stored, wish.resealed);

    const missing = upwards(file.unit)
      .slice(1)
      .filter((code) => !vouches.has(code));
    if (missing.length > 0) {
      const above = missing.reverse().join(", ");
      throw new Mistake(`Above ${file.unit} there is no vouch of ${above}; give the files of those as well.`);
    }
    let vouch = stored?.vouch;
    if (file.gen === top) {
      vouch = await newestTrusted(file, stored?.vouch, (candidate) =>
        verify(chainOf(file.unit, new Map(vouches).set(file.unit, candidate)), file.unit),
      );
      vouches.set(file.unit, vouch);
    }
    if (vouch === undefined) throw new Mistake(`${named(file)} has no vouch; let the unit above vouch for it.`);

    const after = { unit: file.unit, gen: file.gen, vouch, sealed: fromBase64url(file.sealed), edition: file.edition };
    const resealed = stored !== undefined && toBase64url(stored.sealed) !== file.sealed;
    const renewed = stored !== undefined && stored.vouch !== vouch;
    if (!stored || resealed || renewed)
      keys.push({ after, file: asText({ ...file, vouch }), ...(stored && { before: stored }) });
    if (!stored) sentences.push(`${named(file)}: new`);
    if (resealed) sentences.push(`${named(file)}: sealed to another circle, edition ${file.edition}`);
    if (renewed) sentences.push(`${named(file)}: vouch renewed`);
    if (stored && !resealed && !renewed) sentences.push(`${named(file)}: is there already`);

    if (file.gen < top) continue;
    const seats = await seat(file, table.get(file.unit)?.members ?? [], !stored || resealed);
    join.push(...seats.join);
    leave.push(...seats.leave);
    sentences.push(...seats.sentences);
  }

  if (keys.length > KEYS_AT_ONCE) {
    throw new Mistake(
      `More than ${KEYS_AT_ONCE} keys cannot be changed at once; install earlier generations by themselves.`,
    );
  }
  // Judged by the root of that day: when KPU RI's own key changes, the former ways are no less real for it.
  const ri = readClaims(before.get(KPU_RI) ?? "");
  const rootBefore = ri ? await thumbprint(ri.verifier) : root;
  const lost: UnitCode[] = [];
  for (const unit of before.keys()) {
    const was = (await verifyChain(chainOf(unit, before), unit, { root: rootBefore, now, floor: {} })).status;
    const is = (await verify(chainOf(unit, vouches), unit)).status;
    if (was === "trusted" && is !== "trusted") lost.push(unit);
  }
  if (lost.length > 0) {
    const sentence = `the way from KPU RI to ${lost.join(", ")} is lost: their vouches are by a key that is replaced`;
    if (!wish.breakBelow) {
      throw new Mistake(
        `Nothing was written: ${sentence}. Let the unit above vouch for them with the new key and install all files ` +
          "together. If reports from there shall go to the unit above until then, say --break-below.",
      );
    }
    sentences.push(`ATTENTION: ${sentence}`);
  }
  return { keys, join, leave, sentences };
}

/** The file must be of the very key that is there; a seal may differ when it is a later one and somebody says so. */
function refuseOtherKey(file: SatgasFile, stored: Generation, resealed: boolean): void {
  const claims = readClaims(stored.vouch);
  if (
    claims?.recipient !== file.recipient ||
    claims.verifier.x !== file.verifier.x ||
    claims.verifier.y !== file.verifier.y
  ) {
    throw new Mistake(
      `${named(file)} is in the table already, with another key. A new key is a new generation: found --gen.`,
    );
  }
  if (toBase64url(stored.sealed) === file.sealed) return;
  if (file.edition <= stored.edition) {
    throw new Mistake(
      `${named(file)} is in the table with edition ${stored.edition}; this is edition ${file.edition}, sealed to another ` +
        "circle. Take the newest file and reseal that: the older would lock members out.",
    );
  }
  if (!resealed) {
    throw new Mistake(
      `${named(file)} is in the table, sealed to another circle. If these members shall open it from now on, say --resealed: ` +
        `${file.members.map(({ name }) => name).join(", ")}.`,
    );
  }
}

/** A copy of the file from before a renewal must not shorten what the table has. */
async function newestTrusted(
  file: SatgasFile,
  stored: string | undefined,
  verify: (vouch: string) => Promise<Chain>,
): Promise<string> {
  const given = [file.vouch, stored].filter((vouch) => vouch !== undefined);
  if (given.length === 0) throw new Mistake(`${named(file)} is not vouched for; let the unit above do it: vouch.`);
  let newest: { readonly vouch: string; readonly exp: number } | undefined;
  let why = "";
  for (const vouch of given) {
    const chain = await verify(vouch);
    const exp = readClaims(vouch)?.exp ?? 0;
    if (chain.status !== "trusted") why ||= WHY[chain.status];
    else if (
      chain.key.recipient !== file.recipient ||
      (await thumbprint(chain.key.verifier)) !== (await thumbprint(file.verifier))
    )
      why ||= "the vouch is for another key than the file's; do not use this file";
    else if (chain.key.gen !== file.gen)
      why ||= "the vouch is for another generation; let the unit above vouch for this one";
    else if (exp > (newest?.exp ?? 0)) newest = { vouch, exp };
  }
  if (!newest) throw new Mistake(`${named(file)} does not verify: ${why}.`);
  return newest.vouch;
}

/** @param changed the circle is another than before, so who is not in it has left */
async function seat({ unit, members }: SatgasFile, seated: readonly Member[], changed: boolean) {
  const join: Member[] = [];
  const sentences: string[] = [];
  const ids = new Set<string>();
  for (const { name, email, verifier, recipient } of members) {
    const id = await thumbprint(verifier);
    ids.add(id);
    const known = seated.find((one) => one.id === id);
    if (!known) {
      join.push({ id, unit, name, email, verifier, recipient, state: "active" });
      sentences.push(`${unit}: ${name} is a member now`);
    } else if (known.state === "revoked") {
      // An old file must never let back in whom somebody has put out.
      sentences.push(`${unit}: ${name} stays revoked; to come back she makes a new key`);
    }
  }
  const leave = changed ? seated.filter(({ id, state }) => state === "active" && !ids.has(id)) : [];
  for (const { name } of leave) sentences.push(`${unit}: ${name} is no longer a member`);
  return { join, leave, sentences };
}
