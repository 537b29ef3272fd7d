import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { OperatorError } from "../../infra/command.ts";
import { readConfig, readConfigFile, type StackConfig } from "../../infra/config.ts";
import { ROOT } from "../support/assembly.ts";
import { temporaryFolder } from "../support/folder.ts";

const defaults = { root: ROOT, operatorAlarmAddress: "operator@kpu.example" };
const stack = { account: "123456789012", senderAddress: "posko@p33.kpu.example" };
const certificateArn = "arn:aws:acm:ap-southeast-3:123456789012:certificate/0-1";
const withStack = (own: object, all: object = defaults) => ({ defaults: all, stacks: { "33": { ...stack, ...own } } });

function refusal(file: unknown): string {
  try {
    readConfig(file);
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
  return "accepted";
}

describe("the example", () => {
  const stacks = readConfigFile("posko.config.example.json");

  it("has all 39 stacks: 38 provinces and KPU RI", () => {
    expect(stacks).toHaveLength(39);
    expect(stacks.map(({ unit }) => unit)).toEqual(expect.arrayContaining(["01", "11", "33", "96"]));
  });

  it("deploys nowhere: its accounts do not exist and its addresses reach nobody", () => {
    for (const { account, senderAddress, operatorAlarmAddress } of stacks) {
      expect(account).toMatch(/^0{10}/);
      expect(`${senderAddress} ${operatorAlarmAddress}`).toMatch(/\.example .*\.example$/);
    }
  });
});

it("of KPU RI's stack has the others in which its members sit, and each of those where they open their inbox", () => {
  const host = (unit: string) => ({
    ...{ ...stack, senderAddress: `posko@p${unit}.kpu.go.id`, hostName: `posko.p${unit}.kpu.go.id` },
    certificateArn: "arn:aws:acm:ap-southeast-3:123456789012:certificate/11111111-1111-1111-1111-111111111111",
  });
  const read = readConfig({ defaults, stacks: { "33": host("33"), "01": host("01") } });
  expect(read.map(({ unit, others, inboxOrigin }) => [unit, others, inboxOrigin])).toEqual([
    ["01", [{ stack: "33", origin: "https://posko.p33.kpu.go.id" }], undefined],
    ["33", [], "https://posko.p01.kpu.go.id"],
  ]);
  const nameless = { ...stack, senderAddress: "posko@p32.kpu.go.id" };
  expect(refusal({ defaults, stacks: { "33": host("33"), "32": nameless } })).toBe(
    "stacks.32.hostName: is missing; beside another stack each needs its own",
  );
});

describe("what is not said", () => {
  it("refuses or protects", () => {
    const [read] = readConfig(withStack({})) as [StackConfig];
    expect(read).toEqual({
      ...{ unit: "33", others: [], inboxOrigin: undefined },
      ...stack,
      ...defaults,
      embeddingOrigins: [],
      stampDifficulty: 16,
      helpContacts: [],
      policy: {},
      logRetentionDays: 30,
      monthlyBudgetUsd: 25,
      accountAlarms: true,
    });
  });

  it("takes what differs from the default clock, and no clock that reminds after it has climbed", () => {
    const [read] = readConfig(withStack({ policy: { climbAfterHours: 48 } })) as [StackConfig];
    expect(read.policy).toEqual({ climbAfterHours: 48 });
    expect(refusal(withStack({ policy: { remindAfterHours: 72 } }))).toMatch(/^stacks\.33\.policy: the second letter/m);
    expect(refusal(withStack({ policy: { remindHours: 1 } }))).toMatch(/is unknown; known are remindAfterHours/);
    expect(refusal(withStack({ policy: { retentionDays: 1 } }))).toMatch(
      /policy\.retentionDays: .*write a whole number/,
    );
  });

  it("is asked for where no default could be safe", () => {
    const message = refusal({ stacks: { "33": {} } });
    for (const key of ["account", "senderAddress", "operatorAlarmAddress", "root"]) {
      expect(message).toMatch(new RegExp(`^stacks\\.33\\.${key}: is missing or of another type; write \\w`, "m"));
    }
  });

  it("is a sentence when it is the whole file", () => {
    const path = join(temporaryFolder(), "posko.config.json");
    expect(() => readConfigFile(path)).toThrow(`${path}: is missing; copy posko.config.example.json`);
    writeFileSync(path, "{,}");
    expect(() => readConfigFile(path)).toThrow(`${path}: is not JSON`);
    writeFileSync(path, JSON.stringify(withStack({ account: 1 })));
    expect(() => readConfigFile(path)).toThrow(`${path}: stacks.33.account: `);
  });
});

describe("what is left of the example", () => {
  const messages = (file: unknown): string[] => {
    const path = join(temporaryFolder(), "posko.config.json");
    writeFileSync(path, JSON.stringify(file));
    try {
      readConfigFile(path);
    } catch (error) {
      if (error instanceof OperatorError) return error.message.replaceAll(`${path}: `, "").split("\n");
      throw error;
    }
    return [];
  };
  const own = {
    defaults: { root: ROOT, operatorAlarmAddress: "operator@kpu.go.id" },
    stacks: {
      "33": {
        account: "123456789012",
        hostName: "posko.example.kpu.go.id",
        certificateArn: "arn:aws:acm:ap-southeast-3:123456789012:certificate/0-1",
        embeddingOrigins: ["https://jateng.kpu.go.id"],
        senderAddress: "posko@p33.posko.kpu.go.id",
      },
    },
  };

  it("is refused in every other file, one sentence for each value", () => {
    const example = JSON.parse(readFileSync("posko.config.example.json", "utf8"));
    const [root, alarm, ...stacks] = messages(example);
    expect(root).toBe("defaults.root.x: is the example's; write the x of your own root's public JWK");
    expect(alarm).toBe("defaults.operatorAlarmAddress: is the example's; write the address that alarms go to");
    expect(stacks.filter((sentence) => sentence.startsWith("stacks.33."))).toEqual([
      expect.stringContaining("33.account: is the example's; write the 12 digits"),
      expect.stringContaining("33.hostName: is the example's; write a host name"),
      expect.stringContaining("33.certificateArn: is the example's; write the ARN of the certificate"),
      expect.stringContaining("33.embeddingOrigins.0: is the example's; write the https origin"),
      expect.stringContaining("33.embeddingOrigins.1: is the example's; write the https origin"),
      expect.stringContaining("33.senderAddress: is the example's; write the address that letters come from"),
      expect.stringContaining("33.alarmTopicArn: is the example's; write the ARN of a topic that is there"),
    ]);
    expect(stacks).toHaveLength(39 * 4 + 3);
  });

  it("is told of together with what is wrong otherwise, and nothing is told of one's own values", () => {
    expect(messages(own)).toEqual([]);
    const { root } = JSON.parse(readFileSync("posko.config.example.json", "utf8")).defaults;
    const mixed = { ...own, defaults: { ...own.defaults, root, stampDifficulty: 99 } };
    expect(messages(mixed)).toEqual([
      expect.stringMatching(/^defaults\.stampDifficulty: is not a number of leading zero bits/),
      expect.stringMatching(/^defaults\.root\.x: is the example's/),
    ]);
  });
});

describe("each error names the key, what is wrong and what to write", () => {
  it.each([
    ["account", "12345", "is not the number of an AWS account; write its 12 digits"],
    ["account", 123456789012, "is a number; put it in quotes, all 12 digits"],
    ["account", null, "write the 12 digits"],
    ["hostName", "https://posko.kpu.go.id", "is not a host name; write it in lower case"],
    ["hostName", "posko", "is not a host name"],
    ["hostName", "10.0.0.1", "is not a host name"],
    ["senderAddress", "posko@", "is not an address; write one"],
    ["senderAddress", "Posko <posko@kpu.go.id>", "is not an address; write one"],
    [
      "senderAddress",
      "posko@kpu.go.id",
      'a subdomain made for this stack\'s letters, as in "posko@p33.posko.kpu.go.id"',
    ],
    ["senderAddress", "kpujateng@gmail.com", "is at a domain that others write from; write a subdomain"],
    ["operatorAlarmAddress", "operator", "is not an address; write one"],
    ["alarmTopicArn", "arn:aws:sns:us-east-1:123456789012:a", "is no ARN of one in ap-southeast-3; write it whole"],
    ["reservedConcurrency", 0, "is not a number of calls at once; write a whole number from 1 to 100"],
    ["root", "x".repeat(43), "write the public JWK that npm run root -- new printed"],
    ["root", { ...ROOT, d: "0".repeat(43) }, 'has "d", the private half: whoever reads it can vouch for anybody.'],
    ["root", { ...ROOT, y: ROOT.x }, "is no key of P-256: x and y do not belong together; compare them"],
    ["stampDifficulty", 0, "is not a number of leading zero bits; write a whole number from 8 to 22"],
    ["stampDifficulty", 40, "write a whole number from 8 to 22"],
    ["stampDifficulty", 16.5, "write a whole number from 8 to 22"],
    ["logRetentionDays", 365, "is not a retention; write one of 1, 3, 5, 7, 14, 30"],
    ["monthlyBudgetUsd", 0, "is not a budget in US dollars; write a whole number"],
    ["embeddingOrigins", "https://jateng.kpu.go.id", "write a list of https origins"],
    ["acount", "123456789012", "is unknown; known are account, hostName"],
  ])("%s = %j", (key, value, sentence) => {
    const message = refusal(withStack({ [key]: value }));
    expect(message).toMatch(new RegExp(`^stacks\\.33\\.${key}: `));
    expect(message).toContain(sentence);
    expect(message).not.toContain("\n");
  });

  it.each([
    [{ kty: "RSA" }, "kty: is of another kind of key; write"],
    [{ crv: "P-384" }, "crv: is of another kind of key; write"],
    [{ x: "f83O" }, "x: is not of a P-256 key; write the 43 characters"],
    [{ y: undefined }, "y: is missing or of another type; write the y of your own root"],
    [{ kid: "root" }, "kid: is unknown; known are kty, crv, x, y"],
  ])("root with %j", (own, sentence) => {
    const message = refusal(withStack({ root: { ...ROOT, ...own } }));
    expect(message).toContain(`stacks.33.root.${sentence}`);
    expect(message).not.toContain("\n");
  });

  it.each([
    ["*", "has a wildcard"],
    ["https://*.kpu.go.id", "has a wildcard; write out each origin"],
    ["http://jateng.kpu.go.id", "is not an https origin"],
    ["https://jateng.kpu.go.id/", "is not an https origin"],
    ["https://jateng.kpu.go.id/a", "is not an https origin"],
    ["https://JATENG.kpu.go.id", "is not an https origin"],
    ["jateng.kpu.go.id", "is not an https origin"],
    ["https://localhost", "is not a public host name"],
    ["https://a.kpu.go.id; script-src *", "has a wildcard"],
    ["https://a.kpu.go.id;script-src", "is not a public host name"],
    ["'self'", "is not an https origin"],
  ])("embeddingOrigins = %j", (origin, sentence) => {
    const message = refusal(withStack({ embeddingOrigins: ["https://jateng.kpu.go.id", origin] }));
    expect(message).toMatch(/^stacks\.33\.embeddingOrigins\.1: /);
    expect(message).toContain(sentence);
    expect(message).not.toContain("\n");
  });

  describe("the day on which a number was rung", () => {
    afterEach(() => {
      vi.useRealTimers();
    });
    const rung = (lastVerified: string) =>
      refusal(
        withStack({ helpContacts: [{ name: "UPTD", call: "024-000", note: { id: "-", en: "-" }, lastVerified }] }),
      );

    it("is not after today, which begins in Jayapura", () => {
      vi.useFakeTimers({ now: Date.parse("2026-11-24T15:00:00Z") });
      expect(rung("2026-11-25")).toBe("accepted");
      expect(rung("2026-11-26")).toMatch(/^stacks\.33\.helpContacts\.0\.lastVerified: is after today; ring the number/);
      expect(rung("2026-13-26")).toMatch(/^stacks\.33\.helpContacts\.0\.lastVerified: is not a day; [^\n]*$/);
      vi.setSystemTime(Date.parse("2026-11-24T14:59:59Z"));
      expect(rung("2026-11-25")).toMatch(/is after today/);
    });
  });

  it("a host name without its certificate, or one of elsewhere", () => {
    const hostName = "posko.jateng.kpu.go.id";
    expect(refusal(withStack({ hostName }))).toMatch(/^stacks\.33\.certificateArn: goes with hostName; write both/);
    expect(refusal(withStack({ certificateArn }))).toMatch(/^stacks\.33\.certificateArn: goes with hostName/);
    const elsewhere = certificateArn.replace("ap-southeast-3", "us-east-1");
    expect(refusal(withStack({ hostName, certificateArn: elsewhere }))).toMatch("is no ARN of one in ap-southeast-3");
    expect(refusal(withStack({ hostName, certificateArn }))).toBe("accepted");
  });

  it("a host name that is a page's own", () => {
    const hostName = "jateng.kpu.go.id";
    const embeddingOrigins = ["https://kab-blora.kpu.go.id", `https://${hostName}`];
    expect(refusal(withStack({ hostName, certificateArn, embeddingOrigins }))).toBe(
      `stacks.33.hostName: is the host of a page that embeds the form (${hostName}); give the form a host of its own`,
    );
    const there = certificateArn.replace(stack.account, "210987654321");
    const own = { hostName: "posko.kpu.go.id", certificateArn: there };
    const other = { ...stack, ...own, account: "210987654321", embeddingOrigins };
    expect(refusal({ defaults, stacks: { "33": { ...stack, hostName, certificateArn }, "34": other } })).toMatch(
      /^stacks\.33\.hostName/,
    );
    expect(refusal(withStack({ hostName: `posko.${hostName}`, certificateArn, embeddingOrigins }))).toBe("accepted");
  });

  it("a stack that is no province", () => {
    for (const unit of ["3316", "99", "KPU"]) {
      expect(refusal({ defaults, stacks: { [unit]: stack } })).toMatch(`stacks.${unit}: is no province; write`);
    }
    expect(refusal({ defaults, stacks: {} })).toMatch("stacks: is empty; write");
  });

  it("what cannot be shared", () => {
    expect(refusal(withStack({}, { ...defaults, account: stack.account }))).toMatch(
      "defaults.account: cannot be shared",
    );
    const hostName = "posko.kpu.go.id";
    const two = { "33": { ...stack, hostName, certificateArn }, "34": { ...stack, hostName, certificateArn } };
    expect(refusal({ defaults, stacks: two }).split("\n")).toEqual([
      expect.stringContaining("stacks.34.hostName: is taken by 33, KPU Provinsi Jawa Tengah"),
      expect.stringContaining("stacks.34.senderAddress: is taken by 33"),
    ]);
  });
});
