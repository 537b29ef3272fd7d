/**
 * The root (`npm run root`): the one key from which every Satgas of the country is vouched for. It is made and used on a
 * machine without a network, lies on paper in two safes, and is in no file.
 *
 *   npm run root -- new                          a new root; it counts once the paper was typed back
 *   npm run root -- vouch request.json           vouches for KPU RI, the outside seat, or a province without KPU RI
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { p256 } from "@noble/curves/nist.js";
import * as z from "zod";
import { randomBytes } from "../shared/bytes.ts";
import { hashSchema, unitSchema } from "../shared/contract.ts";
import { type Signer, thumbprint, verifierOf } from "../shared/key.ts";
import { verifierSchema } from "../shared/key-schema.ts";
import { keyOnPaper, onPaper, PAPER_LINES, readPaper } from "../shared/paper.ts";
import { signerFromScalar } from "../shared/reporter.ts";
import { isCode, vouchCode } from "../shared/satgas/spoken.ts";
import { longestDays, mayVouch, ROOT, signVouch } from "../shared/satgas/vouch.ts";
import { isWorkUnit, OUTSIDE, unitName } from "../shared/work-unit.ts";
import { OperatorError, runCommand } from "./command.ts";

/** As the browser that founds or rotates writes it. */
const requestSchema = z.strictObject({
  unit: unitSchema,
  gen: z.int().positive(),
  mandate: z.enum(["handle", "receive"]),
  recipient: hashSchema,
  verifier: verifierSchema,
  /** Hash of the roll that begins the generation: the spoken code covers it. */
  roll: hashSchema,
});

const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
const typed = lines[Symbol.asyncIterator]();

async function ask(question: string): Promise<string> {
  process.stderr.write(`${question}: `);
  const { value, done } = await typed.next();
  if (done) throw new OperatorError("Nothing was typed; nothing was done.");
  return value;
}

/** Types the paper's four lines; a slip is told by its line and asked again. */
async function askPaper(): Promise<Uint8Array> {
  const read: string[] = [];
  while (read.length < PAPER_LINES) {
    const line = readPaper(await ask(`line ${read.length + 1} of the paper`), read.length);
    if (line === undefined) console.error("That line does not add up; compare it with the paper, group by group.");
    else read.push(line);
  }
  const scalar = keyOnPaper(read);
  if (!scalar || !p256.utils.isValidSecretKey(scalar))
    throw new OperatorError("These four lines are no root key; nothing was done.");
  return scalar;
}

async function newRoot(): Promise<void> {
  const scalar = randomScalar();
  console.error("\nWrite these four lines on two papers, for two safes. They are shown once.\n");
  for (const line of onPaper(scalar)) console.error(`  ${line}`);
  console.error("\nNow type them from the paper.");
  const again = await askPaper();
  if (!again.every((byte, at) => byte === scalar[at])) {
    throw new OperatorError("What was typed is another key than was shown; destroy the papers and begin again.");
  }
  console.error('\nThe root is made. "root" of posko.config.json:\n');
  console.info(JSON.stringify(verifierOf(signerFromScalar(scalar))));
}

/** Out of range once in 2^32 tries. */
function randomScalar(): Uint8Array {
  for (;;) {
    const scalar = randomBytes(32);
    if (p256.utils.isValidSecretKey(scalar)) return scalar;
  }
}

async function vouch(path: string, days?: string): Promise<void> {
  const request = readRequest(path);
  const { unit, mandate, gen, roll } = request;
  if (!mayVouch(ROOT, unit) || !(unit === OUTSIDE || isWorkUnit(unit))) {
    throw new OperatorError(`The root does not vouch for ${unit}.`);
  }
  const longest = longestDays(ROOT);
  const lasting = days === undefined ? longest : Number(days);
  if (!Number.isInteger(lasting) || lasting < 1 || lasting > longest) {
    throw new OperatorError(`--days is a whole number from 1 to ${longest}.`);
  }
  console.error(`Asks to be vouched for: ${unitName(unit)}, generation ${gen}, ${mandate}, for ${lasting} days.`);
  const code = await ask("the code that they read out on the telephone");
  if (!isCode(code, await vouchCode(request, roll))) {
    throw new OperatorError(
      "This is not the code of that request. Somebody may have exchanged it; nothing was signed.",
    );
  }
  const signer: Signer = signerFromScalar(await askPaper());
  console.error(
    `Signed by the root ${await thumbprint(verifierOf(signer))}; compare it with the one that was published.`,
  );
  console.info(await signVouch(request, { iss: ROOT, signer }, Date.now() / 1000, lasting));
}

function readRequest(path: string): z.infer<typeof requestSchema> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new OperatorError(`${path} cannot be read, or is no JSON.`);
  }
  const parsed = requestSchema.safeParse(content);
  if (!parsed.success) throw new OperatorError(`${path} is no request for a vouch: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const USAGE = "Write: npm run root -- new   or   npm run root -- vouch request.json [--days 400]";
const options = { days: { type: "string" } } as const;

await runCommand(USAGE, { allowPositionals: true, options }, async ({ positionals, values }) => {
  const [command, path, ...more] = positionals;
  if (command === "new" && path === undefined && values.days === undefined) await newRoot();
  else if (command === "vouch" && path !== undefined && more.length === 0) await vouch(path, values.days);
  else throw new OperatorError(USAGE);
});
lines.close();
