/** Where secrets pass between a person and the ceremonies: shown once, asked for without echo, never an option. */
import { basename } from "node:path";
import { canonicalPassphrase } from "../../shared/passphrase.ts";
import { type KeyFile, keyFileSchema, readContent } from "../../shared/report.ts";
import { lockOf, newIdentity, openWithPassphrase, type Recipient } from "../../shared/seal.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { type Arguments, Mistake } from "./arguments.ts";
import { readBytes, type SatgasFile, writeNew } from "./files.ts";
import { onPaper, openGeneration, paperKey } from "./found.ts";
import type { Terminal } from "./terminal.ts";

/** A redirected output would leave the secret in a file that nobody thinks of. */
export function refuseOnlookers(args: Arguments, terminal: Terminal): void {
  if (terminal.private || args.flag("secrets-to-output")) return;
  throw new Mistake(
    "A secret would be shown, and this is no terminal: it would end in a file or a log. " +
      "Run it in a terminal; only a script with invented people may say --secrets-to-output.",
  );
}

export async function newRecovery(args: Arguments, terminal: Terminal, unit: UnitCode): Promise<Recipient> {
  const { identity, recipient } = await newIdentity();
  const paper = args.one("recovery-to");
  if (paper !== undefined) {
    writeNew(paper, `Posko ${unit}\n${onPaper(identity)}\n`, 0o600);
    terminal.say(`recovery key: ${paper}. Print it, then destroy the file: it opens everything.`);
    return recipient;
  }
  const same = (typed: string) => typed.replace(/\s/g, "").toUpperCase() === identity;
  await terminal.showSecret(`Recovery key of ${unit}, for the safe. Shown this once:`, onPaper(identity), same);
  return recipient;
}

/** Opens generations with a member's key file, or with the paper when `--recovery` says so. */
export async function openerIn(args: Arguments, terminal: Terminal) {
  if (args.flag("recovery")) {
    const { identity } = await paperKey(await terminal.secret("Recovery key, from the paper:"));
    return (file: SatgasFile) => openGeneration(file, identity);
  }
  const path = args.need("key", "the key file of a member who can open it");
  const { identity, unit } = await openKeyFile(path, terminal);
  return (file: SatgasFile) => {
    if (unit !== file.unit)
      throw new Mistake(
        `${path}: is of a member of ${unit}; generation ${file.gen} of ${file.unit} needs one of its own.`,
      );
    return openGeneration(file, identity);
  };
}

async function openKeyFile(path: string, terminal: Terminal): Promise<KeyFile> {
  const bytes = readBytes(path);
  const lock = lockOf(bytes);
  if (lock === "unknown") throw new Mistake(`${path}: is no key file; a member's ends in .age.`);
  if (lock === "passkey") {
    throw new Mistake(`${path}: is locked by a passkey, which only her browser has. Lock it with a passphrase there.`);
  }
  const typed = await terminal.secret(`Passphrase of ${basename(path)}:`);
  const opened = await openWithPassphrase(bytes, canonicalPassphrase(typed));
  if (opened.status === "wrong-key") throw new Mistake(`${path}: is not opened by this passphrase.`);
  const read = opened.status === "opened" ? readContent(keyFileSchema, opened.content) : opened;
  if (read.status !== "read") throw new Mistake(`${path}: is ${read.status}; take another copy.`);
  return read.value;
}
