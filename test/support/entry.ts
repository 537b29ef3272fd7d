import { fromBase64url } from "../../shared/bytes.ts";
import { openingProof, readEntry, type SatgasEntry } from "../../shared/content/entry.ts";
import { hashOfJws, type Jws, signJws } from "../../shared/jws.ts";
import { memberIdOf, type Signer, verifierOf } from "../../shared/key.ts";
import type { ReportId } from "../../shared/kind.ts";
import { momentOf } from "../../shared/moment.ts";
import type { ReporterKeys } from "../../shared/reporter.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { type House, STACK } from "./house.ts";

type From = SatgasEntry["from"];

/** Who she is in her Satgas's verified roll, as her entries name her. */
export async function fromOf({ rolls }: Pick<House, "rolls">, { unit, signer }: KeyFile): Promise<From> {
  const known = await rolls.verified(unit);
  if (!known) throw new Error("no such Satgas");
  const { gen, edition } = known.roll;
  return { unit, gen, edition, member: await memberIdOf(verifierOf(signer)) };
}

/**
 * The next entry of a case's log, made without her page's own code: with `fields` that no page would write, or by
 * another's `signer`.
 */
export async function signedEntry(
  house: House,
  keyFile: KeyFile,
  id: ReportId,
  fields: object,
  signer: Signer = keyFile.signer,
): Promise<Jws> {
  const { satgas } = await house.entries.logs(id);
  const last = satgas.at(-1);
  const next = {
    ...{ id, stack: STACK, log: "satgas", n: satgas.length + 1, at: momentOf(house.now()) },
    ...(last !== undefined && { prev: await hashOfJws(last) }),
    from: await fromOf(house, keyFile),
  };
  return signJws("entry+jws", { ...next, ...fields }, signer, "with-jwk");
}

/** What lies inside a report's seal and proves that it was opened. */
export async function proofIn({ entry, keys }: { readonly entry: Jws; readonly keys: ReporterKeys }): Promise<string> {
  const read = await readEntry(entry);
  if (read.status !== "read" || read.entry.kind !== "report") throw new Error("no entry of a report");
  return keys.proofOf(read.entry.salt);
}

/** The fields of a member's opening of the first text. */
export const openedBy = async (proof: string, { member }: From) => ({
  kind: "opened",
  of: 1,
  proved: await openingProof(fromBase64url(proof), member),
});
