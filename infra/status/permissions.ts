import { INDEX, PARTITION, QUEUE } from "../../functions/table/shape.ts";

const [reports, letters, satgas] = [`${PARTITION.report}*`, `${PARTITION.letter}*`, `${PARTITION.satgas}*`];

interface Permission {
  readonly actions: readonly string[];
  readonly on: "table" | `index/${string}` | "topic" | "*";
  /** Patterns of the partitions that may be named. */
  readonly leadingKeys?: readonly string[];
}

/** All that `npm run status` asks of AWS: reads, and of the table no sealed byte, no address, no entry. */
export const statusPermissions: readonly Permission[] = [
  // Whose clock runs, and since when.
  { actions: ["dynamodb:Query"], on: `index/${INDEX.clocks.name}`, leadingKeys: [QUEUE.reports, QUEUE.unreadable] },
  { actions: ["dynamodb:BatchGetItem"], on: "table", leadingKeys: [reports] },
  // Whom no letter reaches: the marks and, where there are any, the cards of those who sit there.
  { actions: ["dynamodb:Query"], on: "table", leadingKeys: [letters, satgas] },
  { actions: ["dynamodb:GetItem"], on: "table", leadingKeys: [satgas] },
  { actions: ["sns:GetTopicAttributes"], on: "topic" },
  // Names and states; these take no resource.
  { actions: ["cloudwatch:DescribeAlarms", "dynamodb:ListTables"], on: "*" },
];
