/**
 * The key ceremonies (`npm run keys`): from members' own keys to a Satgas that the form trusts. What it means, and who
 * sits in the room: RUNBOOK, "Key ceremonies".
 */
import { type Arguments, Mistake, readArguments, type Shape } from "./keys/arguments.ts";
import { found, look, member, reseal, vouch } from "./keys/ceremonies.ts";
import { openTerminal, type Terminal } from "./keys/terminal.ts";

const USAGE = `npm run keys -- COMMAND …

On a machine that may be offline:
  member   --unit 3316 --name "…" --email …          a member makes her key file and her card
  found    --unit 3316 --cards A.card.json …         a Satgas key, sealed to these members and to a paper key
             [--gen 2 --previous FILE … --key KEY.age]  the next generation; its members open the earlier ones too
  vouch    --satgas FILE --parent FILE --key KEY.age   the Satgas above says: this is their key
             [--until YYYY-MM-DD]                       a year unless said otherwise
             [--above FILE …]                           KPU RI's own as well: says whose vouch ends first
  reseal   --satgas FILE --key KEY.age                  the same generation for another circle
             [--cards NEW.card.json …] [--without "NAME" …] [--new-recovery]
  look     FILE …                                    what Satgas files hold, and which vouch ends first

With the operator's rights to a stack's table:
  install  --table T --thumbprint … FILE …           verifies from KPU RI down, then writes keys and members
             [--stack 33] [--resealed] [--break-below]
  show     --table T [--addresses]                   who is there, and until when
  fetch    --table T --unit 3316                     its Satgas files, when no copy is at hand
  revoke   --table T --unit 3316 --member NAME|ID    she is out at once
  reachable --table T --unit 3316 --member NAME|ID [--email NEW]   letters to her are tried again

Everywhere: --to FOLDER for what is written; --recovery in the place of --key reads the paper key; --recovery-to FILE
writes it; --yes confirms, also where no person sits. Secrets are asked for on the terminal, or read from standard input, one to a line. No
option takes one. Region and credentials come from the environment, as for the aws command.
`;

interface Command {
  readonly shape: Shape;
  run(args: Arguments, terminal: Terminal): Promise<void>;
}

const common = { yes: "flag" } as const;
const secrets = { "secrets-to-output": "flag" } as const;
const opener = { key: "one", recovery: "flag" } as const;
const table = { ...common, table: "one" } as const;
/** What needs the table is loaded only then: a machine that is offline needs no AWS. */
const desk =
  (name: "install" | "show" | "fetchFile" | "revoke" | "reachable") => async (args: Arguments, terminal: Terminal) =>
    (await import("./keys/desk.ts"))[name](args, terminal);

const commands = new Map<string, Command>(
  Object.entries({
    member: { shape: { ...common, ...secrets, unit: "one", name: "one", email: "one", to: "one" }, run: member },
    found: {
      shape: {
        ...{ ...common, ...secrets, ...opener, unit: "one", gen: "one", cards: "many", previous: "many" },
        ...{ "earlier-lost": "flag", until: "one", "recovery-to": "one", to: "one" },
      },
      run: found,
    },
    vouch: { shape: { ...common, ...opener, satgas: "one", parent: "one", above: "many", until: "one" }, run: vouch },
    reseal: {
      shape: {
        ...{ ...common, ...secrets, ...opener, satgas: "one", cards: "many", without: "many" },
        ...{ "new-recovery": "flag", "recovery-to": "one", to: "one" },
      },
      run: reseal,
    },
    look: { shape: common, run: look },
    install: {
      shape: { ...table, thumbprint: "one", stack: "one", resealed: "flag", "break-below": "flag" },
      run: desk("install"),
    },
    show: { shape: { ...table, thumbprint: "one", addresses: "flag" }, run: desk("show") },
    fetch: { shape: { ...table, unit: "one", to: "one" }, run: desk("fetchFile") },
    revoke: { shape: { ...table, unit: "one", member: "one" }, run: desk("revoke") },
    reachable: { shape: { ...table, unit: "one", member: "one", email: "one" }, run: desk("reachable") },
  } satisfies Record<string, Command>),
);

async function main([name, ...words]: readonly string[]): Promise<void> {
  const command = commands.get(name ?? "");
  if (!command) {
    console.info(USAGE);
    if (name === undefined || /^(--)?help$/.test(name)) return;
    throw new Mistake(`${name} is no command; the list is above.`);
  }
  const args = readArguments(words, command.shape);
  const terminal = openTerminal(args.flag("yes"));
  try {
    await command.run(args, terminal);
  } finally {
    terminal.close();
  }
}

/** What AWS says, in words that say what to do. The rest keeps its own: a stack trace helps nobody here. */
const AWS: Readonly<Record<string, string>> = {
  ResourceNotFoundException: "There is no such table here. Check --table, the region and the account.",
  CredentialsProviderError: "There are no AWS credentials in the environment. Sign in as for the aws command.",
  AccessDeniedException: "These credentials may not do that to this table; whoever may installs the keys.",
  TransactionCanceledException: "The table was changed by somebody else meanwhile; no key was written. Run it again.",
  ConditionalCheckFailedException: "The table was changed by somebody else meanwhile. Run it again.",
};

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return "It failed.";
  if (error instanceof Mistake) return error.message;
  if (error.message === "Region is missing") return "Say the region: export AWS_REGION=ap-southeast-3";
  return AWS[error.name] ?? `${error.name}: ${error.message}`;
}

// npm runs its scripts in the project's folder; a person names files from where she is.
const { npm_lifecycle_event: script, INIT_CWD: where } = process.env as Readonly<Record<string, string | undefined>>;
if (script === "keys" && where !== undefined) process.chdir(where);

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
