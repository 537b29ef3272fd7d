/**
 * A stand-in for IAM: may a role do what is asked? It knows the actions, the condition keys and the operators that our
 * policies use, from AWS's service authorization reference, and throws at any other: AWS takes a policy with a
 * misspelt name and never matches it.
 */
import { list, type Statement } from "./template.ts";

/** One thing that is asked, as IAM would see it. A context key without values is not there. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

const READ = ["dynamodb:Attributes", "dynamodb:LeadingKeys", "dynamodb:ReturnConsumedCapacity"];
const WRITE = [...READ, "dynamodb:EnclosingOperation", "dynamodb:ReturnValues"];

/** Actions of which our policies ask no condition. */
const KEYLESS = [
  ...["cloudformation:DescribeStackResource", "cloudformation:DescribeStacks", "cloudformation:ListStackResources"],
  ...["cloudwatch:DescribeAlarms"],
  ...[
    "dynamodb:DeleteTable",
    "dynamodb:DescribeContinuousBackups",
    "dynamodb:DescribeStream",
    "dynamodb:DescribeTable",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListBackups",
    "dynamodb:ListStreams",
    "dynamodb:ListTables",
    "dynamodb:RestoreTableFromBackup",
    "dynamodb:RestoreTableToPointInTime",
    "dynamodb:UpdateContinuousBackups",
    "dynamodb:UpdateTable",
    "dynamodb:UpdateTimeToLive",
  ],
  ...["lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:InvokeFunction"],
  ...["logs:CreateLogStream", "logs:FilterLogEvents", "logs:PutLogEvents"],
  ...["scheduler:ListSchedules"],
  ...["ses:DeleteSuppressedDestination", "ses:GetAccount", "ses:GetEmailIdentity", "ses:ListSuppressedDestinations"],
  ...["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish"],
  ...["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"],
];

/**
 * Each action with the condition keys that it has. A transaction is no action: the items in it are. A Scan has no
 * leading keys, a GetItem no `ReturnValues`, and a ConditionCheck no enclosing operation.
 */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(KEYLESS.map((action) => [action, []])),
  "dynamodb:BatchGetItem": [...READ, "dynamodb:Select"],
  "dynamodb:BatchWriteItem": READ,
  "dynamodb:ConditionCheckItem": [...READ, "dynamodb:ReturnValues"],
  "dynamodb:DeleteItem": WRITE,
  "dynamodb:GetItem": [...READ, "dynamodb:EnclosingOperation", "dynamodb:Select"],
  "dynamodb:PutItem": WRITE,
  "dynamodb:Query": [...READ, "dynamodb:ReturnValues", "dynamodb:Select"],
  "dynamodb:Scan": [
    "dynamodb:Attributes",
    "dynamodb:ReturnConsumedCapacity",
    "dynamodb:ReturnValues",
    "dynamodb:Select",
  ],
  "dynamodb:UpdateItem": WRITE,
  "ses:SendEmail": ["ses:FromAddress"],
};

/** Keys of which a request may have several values. The others have one at most. */
const SEVERAL = ["dynamodb:Attributes", "dynamodb:LeadingKeys"];

const OPERATOR = /^(?:(?<set>ForAllValues|ForAnyValue):)?String(?<not>Not)?(?<how>Equals|Like)(?<ifExists>IfExists)?$/;

/** Whether an action has a condition key. @throws at an action that is not known */
export const hasKey = (action: string, key: string): boolean => keysOf(action).includes(key);

function keysOf(action: string): readonly string[] {
  const keys = ACTIONS[action];
  if (!keys) throw new Error(`there is no action ${action}`);
  return keys;
}

/** Whether the statements let it be done: one allows it, and none denies it. @throws at a name that is not known */
export function allowed(statements: readonly Statement[], asked: Asked): boolean {
  check(statements);
  const keys = keysOf(asked.action);
  const stranger = Object.keys(asked.context).find((key) => !keys.includes(key));
  if (stranger) throw new Error(`${asked.action} has no ${stranger}`);
  const matching = statements.filter((statement) => matches(statement, asked));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === "Allow");
}

function matches(statement: Statement, { action, resource, context }: Asked): boolean {
  const { Effect, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const named = (pattern?: string | readonly string[]) => list(pattern).some((one) => like(one, action));
  const meant = (pattern?: string | readonly string[]) => list(pattern).some((one) => like(one, resource));
  return (
    (NotAction === undefined ? named(Action) : !named(NotAction)) &&
    (NotResource === undefined ? meant(Resource) : !meant(NotResource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => {
        const values = context[key] ?? [];
        return operator === "Null"
          ? list(wanted).includes(String(values.length === 0))
          : holds(operator, values, list(wanted), Effect);
      }),
    )
  );
}

function holds(operator: string, values: readonly string[], wanted: readonly string[], effect: string): boolean {
  const { set, not, how, ifExists } = OPERATOR.exec(operator)?.groups ?? {};
  const found = (value: string) =>
    wanted.some((one) => (how === "Like" ? like(one, value) : one === value)) !== (not !== undefined);
  // "For all values" is true of none, "for any value" is not; of a single value that is absent, only a "not" is true.
  if (values.length === 0) return ifExists !== undefined || set === "ForAllValues" || (!set && not !== undefined);
  // A single-valued key has several values only where items are judged together, and what AWS does then is not
  // documented. So one that does not fit is enough for no permission, and one that fits for a refusal.
  const some = set ? set === "ForAnyValue" : effect === "Deny";
  return some ? values.some(found) : values.every(found);
}

/** Whether a value fits a pattern, in which `*` is any text and `?` any character. */
function like(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(value);
}

const ELEMENTS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/** @throws at anything in a policy that AWS would not know, or that this stand-in does not */
export function check(statements: readonly Statement[]): void {
  for (const statement of statements) {
    const stranger = Object.keys(statement).find((element) => !ELEMENTS.includes(element));
    if (stranger) throw new Error(`this stand-in for IAM does not know the element ${stranger}`);
    const { Effect, Action, NotAction, Condition = {} } = statement;
    if (Effect !== "Allow" && Effect !== "Deny") throw new Error(`there is no effect ${Effect}`);
    const actions = list(Action ?? NotAction).flatMap((pattern) => {
      const meant = Object.keys(ACTIONS).filter((action) => like(pattern, action));
      if (meant.length === 0) throw new Error(`there is no action ${pattern}`);
      return NotAction === undefined ? meant : [];
    });
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, wanted] of Object.entries(keys)) checkCondition(operator, key, list(wanted), actions);
    }
  }
}

function checkCondition(operator: string, key: string, wanted: readonly string[], actions: readonly string[]): void {
  if (!Object.values(ACTIONS).some((keys) => keys.includes(key))) throw new Error(`there is no condition key ${key}`);
  const { set, ifExists } = OPERATOR.exec(operator)?.groups ?? {};
  if (operator === "Null") {
    if (!wanted.every((value) => value === "true" || value === "false")) throw new Error(`Null is true or false`);
  } else {
    if (!OPERATOR.test(operator)) throw new Error(`this stand-in for IAM does not know ${operator}`);
    // AWS: a set operator is required for a key of several values; "for all values" of a single one permits too much.
    if (SEVERAL.includes(key) ? !set : set === "ForAllValues") throw new Error(`${operator} does not suit ${key}`);
    const variable = wanted.find((value) => value.includes("${"));
    if (variable) throw new Error(`this stand-in for IAM does not know the variable in ${variable}`);
  }
  const without = actions.find((action) => !hasKey(action, key));
  if (without && !ifExists) throw new Error(`${without} has no ${key}`);
}
