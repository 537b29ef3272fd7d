import { expect, it } from "vitest";
import { budgetCommand } from "../../infra/budget.ts";
import { oneStack } from "../support/assembly.ts";

it("prints a budget command that a shell takes as it stands", () => {
  const [config] = oneStack();
  const command = config ? budgetCommand(config) : "";
  const [, budget = "", warnings = ""] =
    /--budget '([^']+)' --notifications-with-subscribers '([^']+)'$/.exec(command) ?? [];
  expect(JSON.parse(budget)).toMatchObject({ BudgetLimit: { Amount: "25", Unit: "USD" } });
  expect(JSON.parse(warnings)).toHaveLength(2);
});
