import type { StackConfig } from "./config.ts";

/**
 * The command that sets the budget. AWS has no budgets, and no metric of charges, in this region, and a stack holds
 * nothing elsewhere; so this one thing is the operator's to run.
 *
 * The budget is the whole account's: a filter by tag counts nothing until somebody activates the tag, and would never
 * sound.
 */
export function budgetCommand({ unit, account, monthlyBudgetUsd, operatorAlarmAddress }: StackConfig): string {
  const budget = {
    BudgetName: `Posko-${unit}`,
    BudgetType: "COST",
    TimeUnit: "MONTHLY",
    BudgetLimit: { Amount: String(monthlyBudgetUsd), Unit: "USD" },
  };
  const at = (NotificationType: string, Threshold: number) => ({
    Notification: { NotificationType, ComparisonOperator: "GREATER_THAN", Threshold, ThresholdType: "PERCENTAGE" },
    Subscribers: [{ SubscriptionType: "EMAIL", Address: operatorAlarmAddress }],
  });
  const warnings = [at("ACTUAL", 80), at("FORECASTED", 100)];
  // An address has no quote in it: `config.ts` has seen to that.
  return [
    `aws budgets create-budget --account-id ${account}`,
    `--budget '${JSON.stringify(budget)}'`,
    `--notifications-with-subscribers '${JSON.stringify(warnings)}'`,
  ].join(" ");
}
