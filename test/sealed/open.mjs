// Opens and verifies the samples with docs/formats.md, an age library and a JOSE library, and none of Posko's code:
// node test/sealed/open.mjs test/sealed/2026-11-26
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Decrypter } from "age-encryption";
import { calculateJwkThumbprint, compactVerify, importJWK } from "jose";

const folder = process.argv[2];
const file = (name) => readFileSync(join(folder, name));
const expected = JSON.parse(file("expected.json").toString());
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("base64url");
const check = (what, right) => {
  if (!right) throw new Error(`does not hold: ${what}`);
  console.log(`holds: ${what}`);
};

async function age(bytes, unlock) {
  const decrypter = new Decrypter();
  unlock(decrypter);
  return decrypter.decrypt(new Uint8Array(bytes), "text");
}

async function entryOf(jws) {
  const { jwk } = JSON.parse(Buffer.from(jws.split(".")[0], "base64url"));
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK(jwk, "ES256"), { algorithms: ["ES256"] });
  check("an entry is signed as an entry", protectedHeader.typ === "entry+jws");
  return { entry: JSON.parse(new TextDecoder().decode(payload)), author: await calculateJwkThumbprint(jwk) };
}

const keyFile = JSON.parse(await age(file("key-file.age"), (d) => d.addPassphrase(expected.passphrase)));
const keyring = JSON.parse(await age(file("keyring.age"), (d) => d.addIdentity(keyFile.identity)));
const signer = JSON.parse(await age(file("signer.age"), (d) => d.addIdentity(keyFile.identity)));
check("the signer is the one that is vouched for", signer.signer.x === expected.key.verifier.x);
const byPaper = await age(file("keyring.age"), (d) => d.addIdentity(expected.recoveryIdentity));
check("the paper opens the keyring too", JSON.stringify(JSON.parse(byPaper)) === JSON.stringify(keyring));

const carried = file("report.carried");
const end = carried.indexOf(10);
const outside = carried.subarray(0, end).toString();
const text = await age(carried.subarray(end + 1), (d) => d.addIdentity(keyring.readers[0].identity));
const [line, inside] = text.trimEnd().split("\n");
const { entry, author } = await entryOf(inside);
const content = JSON.parse(line);
const signed = (jws) => jws.slice(0, jws.lastIndexOf("."));
check("the entry outside is the one inside", signed(outside) === signed(inside));
check("the report's id is its author", author === entry.id);
check("its author signed this text", entry.text === sha256(line));
check("the proof is the one that lies outside as a hash", entry.proofHash === sha256(Buffer.from(content.proof, "base64url")));
check("her answers", JSON.stringify(content.answers) === JSON.stringify(expected.answers));

let previous;
for (const [index, jws] of expected.log.entries()) {
  const { entry: next, author: member } = await entryOf(jws);
  check(`entry ${next.n} is of this case, its author's, and the next`, next.id === entry.id && next.n === index + 1);
  check("its author is the member it names", member === next.from.member);
  check("it follows the one before", next.prev === (previous && sha256(signed(previous))));
  if (next.kind === "opened") {
    const hmac = createHmac("sha256", Buffer.from(content.proof, "base64url")).update(member).digest("base64url");
    check("who opened it knew what lies in the seal", next.proved === hmac);
  }
  previous = jws;
}
