import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { keys } from "../../functions/table/shape.ts";
import { type FoundedSatgas, type Issuer, inventMember } from "../../infra/local/founding.ts";
import type { Jws } from "../../shared/jws.ts";
import { memberIdOf, type Signer, verifierOf } from "../../shared/key.ts";
import type { MemberId, UnitCode } from "../../shared/kind.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { sealKeyring, sealSigner } from "../../shared/satgas/keyring.ts";
import { nextEdition, prepareGeneration } from "../../shared/satgas/rotation.ts";
import { readVouch, type SatgasKey, signVouch } from "../../shared/satgas/vouch.ts";
import { recipientOf } from "../../shared/seal.ts";
import { parentOf } from "../../shared/work-unit.ts";
import type { House } from "./house.ts";

export const idOf = ({ signer }: { readonly signer: Signer }): Promise<MemberId> => memberIdOf(verifierOf(signer));

async function standing({ rolls }: House, unit: UnitCode) {
  const known = await rolls.verified(unit);
  if (!known) throw new Error(`no Satgas stands at ${unit}`);
  return { ...known, vouchedAt: readVouch(known.current.vouch)?.iat ?? 0 };
}

const seconds = (house: House) => house.now().getTime() / 1000;

/** The next edition of a roll, in which one more sits: her colleague's act. */
export async function join(house: House, founded: FoundedSatgas, name: string): Promise<FoundedSatgas> {
  const { unit, gen, keyring, signer } = founded;
  const { current, roll, vouchedAt } = await standing(house, unit);
  const [colleague] = founded.keyFiles;
  const joining = await inventMember(unit, name, seconds(house));
  if (!colleague) throw new Error("nobody sits there");
  const signers = { generation: signer, member: colleague.signer };
  const change = { members: [...roll.members, joining.row] };
  const next = await nextEdition({ jws: current.roll, roll }, change, signers);
  const keyFiles = [...founded.keyFiles, joining.keyFile];
  const recipients = await Promise.all(keyFiles.map(({ identity }) => recipientOf(identity)));
  const changed = await house.satgas.change({
    ...{ unit, gen, edition: roll.edition + 1, vouch: current.vouch, vouchedAt, before: current, ...next },
    names: [...current.names, [...joining.name]],
    files: {
      keyring: await sealKeyring(keyring, recipients),
      signer: await sealSigner({ v: 1, kind: "signer", unit, gen, signer }, recipients, keyring.recovery),
    },
    recipient: founded.recipient,
    ...{ cards: [{ ...joining, member: joining.id }], addresses: [{ ...joining.address, member: joining.id }] },
    children: [],
  });
  if (!changed) throw new Error("somebody else acts at the same time");
  return { ...founded, keyFiles, roll: next.roll };
}

/** A unit below, as its standing vouch names it. */
export function childOf(vouch: Jws): { readonly vouch: Jws; readonly key: SatgasKey } {
  const read = readVouch(vouch);
  if (!read) throw new Error("no vouch");
  return { vouch, key: { ...read, expires: read.exp } };
}

/** The next generation, in which these members of the one before sit and no others. */
export async function rotate(
  house: House,
  founded: FoundedSatgas,
  above: Issuer,
  keyFiles: readonly KeyFile[],
): Promise<FoundedSatgas> {
  const { unit, keyring } = founded;
  const { current, key, roll } = await standing(house, unit);
  const ids = await Promise.all(keyFiles.map(idOf));
  const stays = ({ id }: { readonly id: MemberId }) => ids.includes(id);
  const recipients = await Promise.all(keyFiles.map(({ identity }) => recipientOf(identity)));
  const { satgas } = await house.satgas.listed();
  const now = seconds(house);
  const made = await prepareGeneration({
    ...{ unit, mandate: key.mandate, recovery: keyring.recovery, now },
    roll: { until: roll.until, members: roll.members.filter(stays) },
    members: recipients.map((recipient) => ({ recipient })),
    before: { keyring, roll: current.roll, current: roll, by: keyFiles[0]?.signer },
    children: satgas.filter((one) => parentOf(one.unit) === unit).map(({ vouch }) => childOf(vouch)),
  });
  const { set, open: signer } = made;
  const vouch = await signVouch(set.request, { iss: above.unit, signer: above.signer }, now);
  const changed = await house.satgas.change({
    ...set,
    files: set,
    ...{ unit, gen: roll.gen + 1, edition: roll.edition + 1, vouch, vouchedAt: Math.floor(now), before: current },
    names: roll.members.flatMap((one, index) => (stays(one) ? current.names.slice(index, index + 1) : [])),
    ...{ cards: [], addresses: [] },
  });
  if (!changed) throw new Error("somebody else acts at the same time");
  const next = { unit, gen: roll.gen + 1, keyFiles, keyring: made.keyring, vouch };
  return { ...next, recipient: set.recipient, signer, roll: set.roll };
}

type Key = { readonly pk: string; readonly sk: string };

/** An item as whoever can write the table puts it there. */
export const putItem = ({ table }: House, key: Key, fields: object) =>
  table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...fields } }));

export async function itemAt({ table }: House, Key: Key): Promise<Record<string, unknown>> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  if (!Item) throw new Error("nothing lies there");
  return Item;
}

/** Takes the addresses of a Satgas away, so that no letter reaches anybody there. @returns what brings them back */
export async function withoutAddresses(house: House, { unit, keyFiles }: FoundedSatgas): Promise<() => Promise<void>> {
  const { client, name: TableName } = house.table;
  const places = (await Promise.all(keyFiles.map(idOf))).map((id) => keys.address(unit, id));
  const taken = await Promise.all(places.map((Key) => itemAt(house, Key)));
  for (const Key of places) await client.send(new DeleteCommand({ TableName, Key }));
  return async () => {
    for (const Item of taken) await client.send(new PutCommand({ TableName, Item }));
  };
}
