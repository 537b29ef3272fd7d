import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createDirectory } from "../../functions/report/directory.ts";
import type { Listed } from "../../functions/table/satgas.ts";
import type { CurrentSatgas } from "../../functions/table/satgas-items.ts";
import { randomBytes, toBase64url } from "../../shared/bytes.ts";
import type { Directory } from "../../shared/contract.ts";
import { fromTextJws } from "../../shared/jws.ts";
import type { Signer } from "../../shared/key.ts";
import { memberIdOf, newSigner, verifierOf } from "../../shared/key.ts";
import { isHash } from "../../shared/kind.ts";
import { nameHash, signRoll, verifyRoll } from "../../shared/satgas/roll.ts";
import { ROOT, recipientHash, signVouch, verifyChain } from "../../shared/satgas/vouch.ts";
import { OUTSIDE, parentOf, unitsOfStack } from "../../shared/work-unit.ts";
import { invented } from "../support/invented.ts";

/** Bytes, brotli: what the largest stack may cost a phone. */
const BUDGET = 35_000;
const NAMES = ["Sri Wahyuningsih Contoh", "Ratna Contoh", "Dewi Anggraini Contoh", "Bambang Contoh", "Nur Contoh"];
const random = (bytes: number) => toBase64url(randomBytes(bytes));

/** Jawa Timur with KPU RI and the outside seat: 39 units and one, five members each. */
async function largest() {
  const root = await newSigner();
  const signers = new Map<string, Signer>([[ROOT, root]]);
  const satgas: CurrentSatgas[] = [];
  const units = [OUTSIDE, ...unitsOfStack("35").map(({ code }) => code)].sort((a, b) => a.length - b.length);
  for (const unit of units) {
    const signer = await newSigner();
    signers.set(unit, signer);
    const iss = parentOf(unit) ?? ROOT;
    const hash = await recipientHash(random(32));
    const request = { unit, gen: 1, mandate: "handle" as const, recipient: hash, verifier: verifierOf(signer) };
    const names = NAMES.map((name): [string, string] => [name, random(16)]);
    const members = await Promise.all(
      names.map(async ([name, salt]) => ({
        id: await memberIdOf(verifierOf(await newSigner())),
        name: await nameHash({ name, salt }),
        office: { role: "ANGGOTA" as const },
      })),
    );
    const roll = { unit, gen: 1, edition: 2, prev: invented(isHash), until: "2026-12-31", recovery: hash, members };
    const desk = { phone: "0812-0000-0000", hours: "Senin-Jumat 08.00-16.00", place: "Kantor KPU, lantai 2" };
    satgas.push({
      unit,
      vouch: await signVouch(request, { iss, signer: signers.get(iss) ?? root }, Date.now() / 1000),
      roll: await signRoll({ ...roll, desk }, signer),
      names,
    });
  }
  return { root, satgas, units };
}

describe("the directory", () => {
  it("of the largest stack is small, and all that a browser needs to verify every Satgas", async () => {
    const { root, satgas, units } = await largest();
    const listed: Listed = { satgas, readiness: new Map([["3501", "red"]]), load: new Map() };
    const served = await createDirectory({ listed: async () => listed }, 16, () => new Date()).served();
    expect(served.brotli.length).toBeLessThanOrEqual(BUDGET);

    const directory = JSON.parse(brotliDecompressSync(served.brotli).toString()) as Directory;
    expect(directory).toEqual(JSON.parse(served.json));
    const vouchOf = (unit: string) => {
      const one = directory.satgas[unit];
      return one && fromTextJws(one.vouch, "vouch+jwt");
    };
    for (const unit of units) {
      const chain = await verifyChain(vouchOf, unit, { root: verifierOf(root), now: Date.now() / 1000 });
      if (chain.status !== "trusted") throw new Error(`${unit} ${chain.status}`);
      const one = directory.satgas[unit];
      const roll = one && (await verifyRoll(fromTextJws(one.roll, "roll+jws"), chain.key));
      const hashes = await Promise.all(one?.names.map(([name, salt]) => nameHash({ name, salt })) ?? []);
      expect(roll?.members.map(({ name }) => name)).toEqual(hashes);
    }
    expect(directory.satgas["3501"]?.red).toBe(true);
    expect(directory.satgas["3502"]?.red).toBeUndefined();
  });

  it("is the same bytes until something in it changes, and never remembers that it could not be read", async () => {
    const { satgas } = await largest();
    let now = Date.parse("2026-11-26T04:00Z");
    let reports = 0;
    let broken = true;
    const listed = async (): Promise<Listed> => {
      if (broken) throw new Error("not now");
      return { satgas, readiness: new Map(), load: new Map([["2026-11-26T04", reports]]) };
    };
    const directory = createDirectory({ listed }, 16, () => new Date(now));
    await expect(directory.served()).rejects.toThrow("not now");
    broken = false;
    const first = await directory.served();
    now += 31_000;
    expect((await directory.served()).brotli).toBe(first.brotli);
    reports = 500;
    expect(await directory.difficulty()).toBe(16);
    now += 31_000;
    expect(await directory.difficulty()).toBe(20);
    expect((await directory.served()).json).not.toBe(first.json);
  });
});
