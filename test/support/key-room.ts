import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { createInboxApp } from "../../functions/inbox/app.ts";
import { createReportApp } from "../../functions/report/app.ts";
import { openTable } from "../../functions/store.ts";
import { createTable } from "../../infra/local/dynamodb.ts";
import { openStores } from "../../infra/local/stores.ts";
import { fromBase64url, randomBytes, sha256, toBase64url } from "../../shared/bytes.ts";
import { defaultPolicy } from "../../shared/clock.ts";
import type { InboxMe } from "../../shared/contract.ts";
import { newReceipt, reporterKeys } from "../../shared/receipt.ts";
import {
  type KeyFile,
  keyFileSchema,
  type Report,
  readContent,
  reportSchema,
  satgasPrivateKeySchema,
} from "../../shared/report.ts";
import { open, openWithPassphrase, recipientOf, seal } from "../../shared/seal.ts";
import { makeStamp } from "../../shared/stamp.ts";
import { verifyChain } from "../../shared/vouch.ts";
import { temporaryDataFolder, temporaryFolder } from "./folder.ts";
import { bearer, memberToken, ORIGIN, post } from "./house.ts";

interface Ran {
  readonly ok: boolean;
  readonly out: string;
}

type Base = "ratna" | "dewi" | "sari" | "wulan" | "melati" | "kartika";

interface FoundedChain extends Readonly<Record<Base, string>> {
  /** KPU RI's thumbprint, and what Blora has in its safe. */
  readonly root: string;
  readonly paper: string;
  readonly files: readonly string[];
  readonly folder: string;
  readonly passphrases: ReadonlyMap<string, string>;
}

/** A folder that is carried between machines, a table, and the command as its users type it. */
async function openTableRoom(folder: string, typed?: () => FoundedChain) {
  const table = `keys-${toBase64url(randomBytes(6))}`;
  const endpoint = inject("dynamodb");
  await createTable(endpoint, table);
  const passphrases = new Map<string, string>();

  function keys(words: readonly string[], input: readonly string[] = []): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("infra/keys.ts"), ...words], {
      cwd: folder,
      input: input.map((line) => `${line}\n`).join(""),
      encoding: "utf8",
      env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
    });
    return { ok: status === 0, out: stdout + stderr };
  }

  function done(words: readonly string[], input: readonly string[] = []): string {
    const { ok, out } = keys(words, input);
    if (!ok) throw new Error(`keys ${words.join(" ")}: ${out}`);
    return out;
  }

  function member(unit: string, name: string): string {
    const email = `${name.toLowerCase()}@satgas.example`;
    const out = done(["member", "--unit", unit, "--name", `${name} Contoh`, "--email", email, "--secrets-to-output"]);
    const base = `${unit}-${name.toLowerCase()}`;
    passphrases.set(base, /^ {2}((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$/m.exec(out)?.[1] ?? "");
    return base;
  }
  const passphrase = (base: string) => passphrases.get(base) ?? "";

  /** @returns what the terminal said, and the paper's key among it */
  function found(unit: string, bases: readonly string[], more: readonly string[] = [], input: readonly string[] = []) {
    const cards = bases.map((base) => `${base}.card.json`);
    const out = done(["found", "--unit", unit, "--cards", ...cards, ...more, "--secrets-to-output", "--yes"], input);
    return { out, paper: /^ {2}(AGE-SECRET-KEY-PQ-1 .*)$/m.exec(out)?.[1] ?? "" };
  }

  function vouch(file: string, parent: string, by: string, more: readonly string[] = []): Ran {
    const words = ["vouch", "--satgas", file, "--parent", parent, "--key", `${by}.age`, "--yes", ...more];
    return keys(words, [passphrase(by)]);
  }

  /** KPU RI, Jawa Tengah, Blora, each vouched for: typed once, and copied for each test. */
  function foundChain(): FoundedChain {
    const chain = typed?.() ?? typeChain();
    cpSync(chain.folder, folder, { recursive: true });
    for (const [base, own] of chain.passphrases) passphrases.set(base, own);
    return chain;
  }

  function typeChain(): FoundedChain {
    const [ratna, dewi] = [member("01", "Ratna"), member("01", "Dewi")];
    const [sari, wulan] = [member("33", "Sari"), member("33", "Wulan")];
    const [melati, kartika] = [member("3316", "Melati"), member("3316", "Kartika")];
    const { out } = found("01", [ratna, dewi]);
    const root = /kpuRiThumbprint for posko.config.json: ([\w-]{43})$/m.exec(out)?.[1] ?? "";
    found("33", [sari, wulan]);
    const { paper } = found("3316", [melati, kartika]);
    expect(vouch("33-gen1.satgas.json", "01-gen1.satgas.json", ratna)).toMatchObject({ ok: true });
    expect(vouch("3316-gen1.satgas.json", "33-gen1.satgas.json", wulan)).toMatchObject({ ok: true });
    const files = ["01", "33", "3316"].map((unit) => `${unit}-gen1.satgas.json`);
    return { ratna, dewi, sari, wulan, melati, kartika, root, paper, files, folder, passphrases };
  }

  const install = (root: string, ...words: string[]) =>
    keys(["install", "--table", table, "--stack", "33", "--thumbprint", root, ...words]);

  async function keyFileOf(base: string): Promise<KeyFile> {
    const opened = await openWithPassphrase(
      new Uint8Array(readFileSync(join(folder, `${base}.age`))),
      passphrase(base),
    );
    const read = opened.status === "opened" ? readContent(keyFileSchema, opened.content) : opened;
    if (read.status !== "read") throw new Error(read.status);
    return read.value;
  }

  const where = openTable(table, endpoint);
  const stores = openStores(where);
  const { satgas } = stores;
  const parts = { ...stores, policy: defaultPolicy, now: () => new Date(), log: () => {} };
  const apps = () => ({
    report: createReportApp({ ...parts, stack: "33", difficulty: 4, help: [] }),
    inbox: createInboxApp({ ...parts, origin: ORIGIN }),
  });
  const path = (file: string) => join(folder, file);
  return {
    folder,
    path,
    table,
    keys,
    done,
    member,
    passphrase,
    found,
    vouch,
    foundChain,
    typeChain,
    install,
    keyFileOf,
    satgas,
    apps,
  };
}
export type KeyRoom = Awaited<ReturnType<typeof openTableRoom>>;

/** Types the chain once for a test file. @returns opens a room of its own for each test, with a copy of the chain's files */
export function chainOnce(): () => Promise<KeyRoom> {
  const data = temporaryDataFolder();
  let chain: FoundedChain;
  beforeAll(async () => {
    chain = (await openTableRoom(data.path)).typeChain();
  });
  afterAll(data.remove);
  return () => openTableRoom(temporaryFolder(), () => chain);
}

/** Hands in as the form does: to the key at the end of a chain that it has verified. */
export async function handIn({ apps }: KeyRoom, root: string, account: string): Promise<string> {
  const { report } = apps();
  const { vouches } = (await (await report.request("/api/directory/3316")).json()) as { vouches: string[] };
  const chain = await verifyChain(vouches, "3316", { root, now: Math.floor(Date.now() / 1000), floor: {} });
  if (chain.status !== "trusted") throw new Error(chain.status);
  const receipt = await reporterKeys(newReceipt());
  const proof = randomBytes(32);
  const content: Report = {
    ...({ v: 1, kind: "report", language: "id", answers: { unit: "3316", account }, seats: ["3316"] } as const),
    proof: toBase64url(proof),
    reply: { recipient: await recipientOf(receipt.replyIdentity), voice: receipt.voice },
  };
  const answer = await report.request(
    "/api/reports",
    post({
      id: receipt.id,
      ackHash: toBase64url(await sha256(proof)),
      seats: [{ unit: "3316", gen: chain.key.gen }],
      stamp: makeStamp(receipt.id, 4),
      sealed: toBase64url(await seal(content, [chain.key.recipient])),
    }),
  );
  expect(answer.status).toBe(201);
  return receipt.id;
}

/** What a member reads in her inbox with her key file alone. */
export async function readAs(room: KeyRoom, base: string, id: string): Promise<string | undefined> {
  const { inbox } = room.apps();
  const keyFile = await room.keyFileOf(base);
  const ask = async (path: string) => {
    const response = await inbox.request(`/api/inbox/${path}`, bearer(await memberToken(keyFile)));
    return { status: response.status, body: (await response.json()) as InboxMe & { sealed: string } };
  };
  const me = await ask("me");
  if (me.status !== 200) return `refused ${me.status}`;
  const report = await ask(`reports/${id}`);
  if (report.status !== 200) return `no report ${report.status}`;
  for (const one of me.body.keys) {
    const opened = await open(fromBase64url(one.sealed), keyFile.identity);
    const key = opened.status === "opened" ? readContent(satgasPrivateKeySchema, opened.content) : opened;
    if (key.status !== "read") continue;
    const content = await open(fromBase64url(report.body.sealed), key.value.identity);
    const text = content.status === "opened" ? readContent(reportSchema, content.content) : content;
    if (text.status === "read") return text.value.answers.account;
  }
  return undefined;
}

export function makeFolder(room: KeyRoom, name: string): string {
  mkdirSync(room.path(name));
  return name;
}
