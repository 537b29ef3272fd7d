import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { describe, expect, inject, it, vi } from "vitest";
import { newsLetter } from "../../functions/letter.ts";
import { createMailer } from "../../functions/mail.ts";
import { createRolls } from "../../functions/rolls.ts";
import { openTable } from "../../functions/table/table.ts";
import { createWatch } from "../../functions/watch/handler.ts";
import { demoChain } from "../../infra/local/demo.ts";
import { startSes } from "../../infra/local/ses.ts";
import { openStores } from "../../infra/local/stores.ts";
import { defaultPolicy, QUIET_MINUTES } from "../../shared/clock.ts";
import { writeReport } from "../../shared/content/text.ts";
import type { Directory } from "../../shared/contract.ts";
import { isHash, type ReportId } from "../../shared/kind.ts";
import { hourOf, plusMinutes } from "../../shared/moment.ts";
import { newReceipt } from "../../shared/receipt.ts";
import { reporterKeys } from "../../shared/reporter.ts";
import { newIdentity } from "../../shared/seal.ts";
import { difficultyUnder } from "../../shared/stamp.ts";
import { temporaryFolder } from "../support/folder.ts";
import { post, requestOf } from "../support/house.ts";
import { invented } from "../support/invented.ts";
import { lettersIn } from "../support/letters.ts";
import { startPosko } from "../support/posko.ts";

/** Reports that are sealed well, but to nobody: what is tested is that none is lost. */
async function reportsFor(difficulty: number, count: number) {
  const { recipient } = await newIdentity();
  const content = { kind: "report", language: "id", answers: { unit: "3316", account: "cerita contoh" } } as const;
  const hour = hourOf(new Date());
  return Promise.all(
    Array.from({ length: count }, async () => {
      const keys = await reporterKeys(newReceipt());
      const about = { stack: "33", at: hour, channel: "form" } as const;
      const written = await writeReport(content, [{ unit: "3316", gen: 1, recipient }], keys, about);
      return { id: keys.id, sealed: written.sealed, request: requestOf(written, keys.id, hour, difficulty) };
    }),
  );
}

describe("killed at random moments", () => {
  it("no report that was accepted is lost, and a letter is ordered for each", { timeout: 300_000 }, async () => {
    const SUBMISSIONS = 200;
    const KILLS = 4;
    const data = temporaryFolder();
    const ses = await startSes();
    const parts = {
      DYNAMODB_ENDPOINT: inject("dynamodb"),
      SES_ENDPOINT: ses.endpoint,
      PAGES: inject("pages"),
      TABLE_NAME: "killed",
      STAMP_DIFFICULTY: "4",
    };
    let posko = await startPosko(data, parts);
    const directory = (await (await fetch(`${posko.origin}/api/directory`)).json()) as Directory;
    // So many in an hour make stamps dearer, and whatever starts anew knows of it at once.
    const handedIn = await reportsFor(difficultyUnder(SUBMISSIONS, directory.difficulty), SUBMISSIONS);
    const port = new URL(posko.origin).port;

    const accepted = new Set<string>();
    const waiting = [...handedIn];
    let killing = true;
    async function submitAll(): Promise<void> {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        try {
          const response = await fetch(`http://localhost:${port}/api/reports`, post(one.request));
          if (response.status === 201) accepted.add(one.id);
          else waiting.push(one);
        } catch {
          // What a reporter's form does after a lost answer: the same bytes again, when there is a network.
          waiting.push(one);
          await vi.waitFor(() => expect(posko.process.signalCode).toBeNull(), { timeout: 60_000 });
        }
      }
    }
    async function killAll(): Promise<void> {
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const after = accepted.size + Math.floor((Math.random() * SUBMISSIONS) / KILLS / 2);
        await vi.waitFor(() => expect(accepted.size).toBeGreaterThanOrEqual(Math.min(after, SUBMISSIONS)), {
          timeout: 60_000,
          interval: 1,
        });
        await posko.stop("SIGKILL");
        posko = await startPosko(data, { ...parts, PORT: port });
      }
      killing = false;
    }
    await Promise.all([killAll(), ...Array.from({ length: 8 }, submitAll)]);
    expect(killing).toBe(false);
    expect(accepted.size).toBe(SUBMISSIONS);

    const stores = openStores(openTable("killed", inject("dynamodb")));
    const { reports } = stores;
    // A letter is ordered for each; in ten minutes one leaves for all of them.
    const ordered = async (id: ReportId) => (await reports.status(id))?.letterOrderedAt;
    for (const { id, sealed } of handedIn) {
      const { bodyHash = invented(isHash) } = (await reports.status(id)) ?? {};
      expect(Buffer.from(await reports.body(id, bodyHash)).equals(sealed)).toBe(true);
      await vi.waitFor(async () => expect(await ordered(id)).toBeDefined(), { timeout: 60_000, interval: 100 });
    }
    await posko.stop();
    // Who was killed between its claim and SES has written to nobody: the letter leaves when the quiet has ended.
    const now = () => plusMinutes(new Date(), 2 * QUIET_MINUTES);
    const log = () => {};
    const root = await demoChain(stores.satgas, data);
    const rolls = createRolls({ satgas: stores.satgas, root, now, log });
    const mail = createMailer("posko@kpu.example", ses.endpoint, []);
    await createWatch({ ...stores, rolls, policy: defaultPolicy, now, log, mail, letter: newsLetter(posko.origin) })();
    const letters = await lettersIn(ses.endpoint);
    expect(letters.length).toBeGreaterThanOrEqual(2);
    expect(new Set(letters.flatMap(({ destination }) => destination.to))).toEqual(
      new Set(["melati.3316@satgas.example", "kartika.3316@satgas.example"]),
    );
    await ses.stop();
  });
});

describe("npm start", () => {
  it("keeps its data across restarts, and leaves nothing running, however it ends", { timeout: 120_000 }, async () => {
    const data = temporaryFolder();
    const [first] = await reportsFor(16, 1);
    for (const signal of ["SIGKILL", "SIGINT"] as const) {
      const posko = await startPosko(data);
      const response = await fetch(`${posko.origin}/api/reports`, post(first?.request));
      expect(response.status).toBe(201);
      await posko.stop(signal);
      // The database may hold its folder for a moment; that nobody does any more is the proof that it ended.
      await vi.waitFor(() => expect(running(data)).toBe(""), { timeout: 20_000, interval: 100 });
    }
  });

  it("takes another port when its own is in use, and says so", { timeout: 60_000 }, async () => {
    const other = createServer().listen(0);
    await once(other, "listening");
    const taken = (other.address() as AddressInfo).port;
    const posko = await startPosko(temporaryFolder(), {
      PORT: String(taken),
      PAGES: inject("pages"),
      DYNAMODB_ENDPOINT: inject("dynamodb"),
    });
    expect(posko.output()).toContain(`port ${taken} is taken`);
    expect((await fetch(`${posko.origin}/api/directory`)).status).toBe(200);
    await posko.stop();
    other.close();
  });

  it.each([
    ["missing", undefined, "Java is missing"],
    ["too old", 'openjdk version "11.0.2" 2019-01-15', "This is Java 11"],
  ])("says in a sentence when Java is %s", (_, version, sentence) => {
    const folder = temporaryFolder();
    const bin = join(folder, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    if (version) writeFileSync(join(bin, "java"), `#!/bin/sh\necho '${version}' >&2\n`, { mode: 0o755 });
    const env = { PATH: bin, POSKO_DATA: join(folder, "data"), PORT: "0" };
    const { status, stderr } = spawnSync(process.execPath, [resolve("infra/local.ts")], {
      env,
      encoding: "utf8",
      timeout: 30_000,
    });
    expect([status, stderr.trim().split("\n").length]).toEqual([1, 1]);
    expect(stderr).toContain(sentence);
  });
});

const running = (data: string): string => spawnSync("pgrep", ["-f", data], { encoding: "utf8" }).stdout.trim();
