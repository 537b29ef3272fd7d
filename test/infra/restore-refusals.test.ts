/** What `npm run restore` says to an operator who has mistaken something: one sentence, and nothing is done. */
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { tableShape } from "../../infra/table.ts";
import { door } from "../support/door.ts";
import { client, close, newTable, run } from "../support/two-tables.ts";

describe("refuses in a sentence", () => {
  const refusal = async (args: readonly string[], endpoint?: string) => {
    const { out, error, code } = await run(args, endpoint);
    expect([code, out, error.trim().split("\n").length]).toEqual([1, "", 1]);
    return error;
  };

  it("what is not said or not known", async () => {
    for (const args of [[], ["--from", "a"], ["--to", "b"], ["--from", "a", "--to", "b", "--dryrun"]]) {
      expect(await refusal(args)).toContain("Write: npm run restore -- --from RESTORED_TABLE --to LIVE_TABLE");
    }
  });

  it("one table as both, and a table that is not there", async () => {
    const { name } = await newTable();
    expect(await refusal(["--from", name, "--to", name])).toContain("are the same table");
    expect(await refusal(["--from", name, "--to", "posko-nowhere"])).toContain("There is no table posko-nowhere");
    expect(await refusal(["--from", "posko-nowhere", "--to", name])).toContain("There is no table posko-nowhere");
  });

  it("a table of another shape", async () => {
    const { name } = await newTable();
    const other = `${name}-other`;
    const [{ AttributeName, KeyType }] = tableShape.KeySchema;
    await client.send(
      new CreateTableCommand({
        TableName: other,
        AttributeDefinitions: [{ AttributeName, AttributeType: "S" }],
        KeySchema: [{ AttributeName, KeyType }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    for (const args of [
      ["--from", other, "--to", name],
      ["--from", name, "--to", other],
    ]) {
      expect(await refusal(args)).toContain(`The table ${other} is not Posko's`);
    }
  });

  it("what AWS refuses, by its name alone", async () => {
    const { name } = await newTable();
    const closed = await door(inject("dynamodb"), () => "AccessDeniedException");
    onTestFinished(() => close(closed));
    expect(await refusal(["--from", name, "--to", `${name}-2`], closed.endpoint)).toMatch(/^Stopped by AccessDenied/);
  });
});
