import { describe, expect, it } from "vitest";
import { INDEX } from "../../functions/table/shape.ts";
import { onCall, withoutJq } from "../support/on-call.ts";

const option = (call: readonly string[], name: string) => call[call.indexOf(name) + 1] ?? "";

describe.skipIf(withoutJq)("infra/on-call.sh", () => {
  it("says nothing of a stack in another account than the one that is signed in to", () => {
    const { status, stderr, asked } = onCall("unread", "51");
    expect(status).toBe(1);
    expect(stderr).toContain("Posko-51 is in 000000000051");
    expect(asked).toHaveLength(1);
  });

  it("shows the reports that nobody was told of, that were alarmed, or that no clock minds", () => {
    expect(onCall("unread").said).toEqual([
      '{"pk":"one","alarmedAt":"h","seats":[{"unit":"33"}]}',
      "REPORT#three (its clock cannot be read)",
    ]);
  });

  it("gives a report's case number", () => {
    expect(onCall("reports 3316").said).toEqual([expect.stringMatching(/^\w{3}-\w{3} 2026-11-26T04 WrWs/)]);
  });

  it("asks an index for nothing but what it holds", () => {
    const { status, asked } = onCall(
      "clocks REPORTS && reports 3316 && report one && letters 3316 && drill 3316 && logs Watch",
    );
    expect(status).toBe(0);
    const indexed = asked.filter((call) => call.includes("--index-name"));
    expect(indexed).toHaveLength(2);
    for (const call of indexed) {
      const { copies } = INDEX[option(call, "--index-name") as keyof typeof INDEX];
      const held: string[] = ["pk", "sk", "list", "order", "clock", "due", ...copies];
      expect(call).not.toContain("--filter-expression");
      for (const name of option(call, "--projection-expression").split(", "))
        expect(held).toContain(name.replace("#", ""));
    }
  });
});
