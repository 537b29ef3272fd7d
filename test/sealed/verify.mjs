// Verifies who sits where with docs/formats.md and a JOSE library, and none of Posko's code:
// node test/sealed/verify.mjs test/sealed/2026-11-27
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { calculateJwkThumbprint, compactVerify, importJWK } from "jose";

const { root, vouches, vouchBefore, rolls, names, cards } = JSON.parse(
  readFileSync(join(process.argv[2], "signed.json")).toString(),
);
const sha256 = (text) => createHash("sha256").update(text).digest("base64url");
const hashOf = (jws) => sha256(jws.slice(0, jws.lastIndexOf(".")));
const check = (what, right) => {
  if (!right) throw new Error(`does not hold: ${what}`);
  console.log(`holds: ${what}`);
};
const headerOf = (jws) => JSON.parse(Buffer.from(jws.split(".")[0], "base64url"));

/** What a key has signed as this kind. */
async function read(jws, typ, jwk = headerOf(jws).jwk) {
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK(jwk, "ES256"), { algorithms: ["ES256"] });
  check(`a ${typ} is signed as one`, protectedHeader.typ === typ);
  return { value: JSON.parse(new TextDecoder().decode(payload)), by: await calculateJwkThumbprint(jwk) };
}

let above = { sub: "root", verifier: root };
for (const unit of ["01", "33", "3316"]) {
  const { value } = await read(vouches[unit], "vouch+jwt", above.verifier);
  check(`${above.sub} vouches for ${unit}`, value.iss === above.sub && value.sub === unit);
  check("for no longer than it may", value.exp - value.iat <= (value.iss === "root" ? 400 : 200) * 86_400);
  if (unit === "3316") {
    const { value: before } = await read(vouchBefore, "vouch+jwt", above.verifier);
    let known;
    for (const { roll: jws, by } of rolls) {
      const { gen, edition } = JSON.parse(Buffer.from(jws.split(".")[1], "base64url"));
      const { value: roll } = await read(jws, "roll+jws", [before, value].find((one) => one.gen === gen).verifier);
      check(`edition ${edition} follows the one before`, roll.prev === (known && hashOf(known.jws)));
      if (known) {
        const stands = await read(by, "by+jws");
        check("a member of the edition before stands for it", known.roll.members.some(({ id }) => id === stands.by));
        check("for this very edition", stands.value.roll === hashOf(jws));
      }
      known = { jws, roll };
      for (const member of roll.members) {
        check("a name is one of those beside it", names.some(([name, salt]) => sha256(`${salt}:${name}`) === member.name));
      }
    }
  }
  above = value;
}
for (const { card: jws, address, salt } of cards) {
  const { value: card, by } = await read(jws, "card+jws");
  check("a card is of her who signs it", by === (await calculateJwkThumbprint(card.verifier)));
  check("and names this address", card.mail === sha256(`${salt}:${address}`));
}
