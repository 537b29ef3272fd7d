import { Stack, Validations } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { INDEX, LIST, PARTITION, QUEUE } from "../functions/table/shape.ts";
import { KPU_RI, OUTSIDE } from "../shared/work-unit.ts";
import type { Mail } from "./mail.ts";
import { statusPermissions } from "./status/permissions.ts";
import type { Storage } from "./storage.ts";

/** What `docs/run/` lets be shown of an item: nothing that is sealed or signed, and no address. */
const SHOWN = [
  ...["pk", "sk", "id", "arrived", "seats", "drill", "letterOrderedAt", "reminderOrderedAt", "alarmedAt", "openedAt"],
  ...["openedBy", "stage", "stageSince", "stageRemindedAt", "clock", "due", "state", "event", "at", "unit", "member"],
  ...["hour", "ready", "month", "started", "needed", "opened", "passed", "sentAt", "orderedAt", "quietUntil"],
];
const FOLLOWED = [PARTITION.report, PARTITION.event, PARTITION.readiness, PARTITION.letter];

/** Which addresses SES writes to no longer, and that it may write to one again. */
const SUPPRESSION = ["ses:ListSuppressedDestinations", "ses:DeleteSuppressedDestination"];

const ITEMS = ["Scan", "Query", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

interface OperatorsProps {
  readonly storage: Storage;
  readonly mail: Mail;
  readonly deadLetters: Queue;
  readonly alarms: ITopic;
}

/**
 * What people may do with a stack, in the commands of `docs/run/`: managed policies, which nobody has until somebody
 * attaches them to her.
 */
export class Operators extends Construct {
  constructor(scope: Construct, id: string, { storage, mail, deadLetters, alarms }: OperatorsProps) {
    super(scope, id);
    const { stackName, region, account } = Stack.of(this);
    const table = storage.tableArn;
    const at = (service: string, what: string) => `arn:aws:${service}:${region}:${account}:${what}`;
    const named = ["DescribeStacks", "DescribeStackResource", "ListStackResources"];
    // Of a stack that is asked for by its name IAM sees no id, but this very asterisk.
    const itself = allow(actionsOf("cloudformation", ...named), at("cloudformation", `stack/${stackName}/*`));
    const restored = at("dynamodb", `table/${stackName.toLowerCase()}-restored-*`);

    this.#policy("OnCall", "on-call", "Reads where reports stand, and nothing that is sealed", [
      itself,
      allow(["cloudwatch:DescribeAlarms", "scheduler:ListSchedules", "ses:GetAccount", ...SUPPRESSION], "*"),
      allow(["ses:GetEmailIdentity"], mail.identityArn),
      allow(["logs:FilterLogEvents"], at("logs", `log-group:${stackName}-*`)),
      allow(["lambda:GetFunction", "lambda:GetFunctionConfiguration"], at("lambda", `function:${stackName}-*`)),
      allow(["sns:ListSubscriptionsByTopic"], alarms.topicArn),
      allow(["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], deadLetters.queueArn),
      partitions(QUERY, `${table}/index/${INDEX.clocks.name}`, Object.values(QUEUE)),
      partitions(QUERY, `${table}/index/${INDEX.listing.name}`, [`${LIST.inbox}*`, LIST.directory]),
      partitions(
        QUERY,
        table,
        FOLLOWED.map((partition) => `${partition}*`),
        {
          StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
          "ForAllValues:StringEquals": { "dynamodb:Attributes": SHOWN },
        },
      ),
    ]);
    const places: Readonly<Record<string, string>> = { table, topic: alarms.topicArn, "*": "*" };
    const status = statusPermissions.map(({ actions, on, leadingKeys }) => {
      const resource = places[on] ?? `${table}/${on}`;
      return leadingKeys ? partitions(actions, resource, leadingKeys) : allow([...actions], resource);
    });
    this.#policy("Status", "status", "Reads what npm run status shows of a stack", status);
    this.#policy("Invite", "invite", "Invites the first member of a Satgas (npm run invite), and reads nothing", [
      allow(["dynamodb:ListTables"], "*"),
      partitions(["dynamodb:PutItem"], table, [`${PARTITION.join}*`], {
        StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
      }),
    ]);
    this.#policy("Carry", "carry", "Reads what KPU RI's Satgas is, to bring it to other stacks (npm run carry)", [
      allow(["dynamodb:ListTables"], "*"),
      partitions(
        ["dynamodb:GetItem", "dynamodb:Query"],
        table,
        [KPU_RI, OUTSIDE].flatMap((unit) => [`${PARTITION.satgas}${unit}`, `${PARTITION.address}${unit}`]),
      ),
    ]);
    this.#policy("Restore", "restore", "Copies back what a table has lost: can copy every sealed report", [
      itself,
      allow(["dynamodb:ListBackups", "dynamodb:ListTables"], "*"),
      allow(dynamodb("DescribeTable", "DescribeContinuousBackups", "RestoreTableToPointInTime"), table),
      allow(dynamodb("GetItem", "PutItem"), table),
      allow(dynamodb("DescribeTable", "RestoreTableToPointInTime", "DeleteTable", ...ITEMS), restored),
    ]);
    this.#policy("LostTable", "lost-table", "Brings back a table that is gone, beside the policy for restoring", [
      allow(dynamodb("RestoreTableFromBackup", "UpdateTable", "UpdateContinuousBackups", "UpdateTimeToLive"), table),
      allow(dynamodb("RestoreTableFromBackup"), `${table}/backup/*`),
      // Whoever restores from a backup needs these for the table that it makes.
      allow(dynamodb(...ITEMS), table),
    ]);
  }

  /** @param name is what it is attached by, after the stack's */
  #policy(id: string, name: string, description: string, statements: PolicyStatement[]): void {
    const managedPolicyName = `${Stack.of(this).stackName}-${name}`;
    const policy = new ManagedPolicy(this, id, { managedPolicyName, description, statements });
    for (const resource of statements.flatMap(({ resources }) => resources).filter((one) => one.includes("*"))) {
      Validations.of(policy).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${resource.replace(/^.*\}/, "<PoskoTable.Arn>")}]`,
        reason:
          resource === "*"
            ? "None of these actions takes a resource that would be the stack's own; a test has the list of them."
            : "AWS makes the rest of the name; what begins so is the stack's own, or was restored from its table.",
      });
    }
  }
}

const allow = (actions: string[], resource: string) => new PolicyStatement({ actions, resources: [resource] });

const actionsOf = (service: string, ...actions: string[]) => actions.map((action) => `${service}:${action}`);
const dynamodb = (...actions: string[]) => actionsOf("dynamodb", ...actions);

const QUERY = ["dynamodb:Query"];
/** Actions on partitions of the table or of an index, by patterns of their keys. */
const partitions = (actions: readonly string[], resource: string, keys: readonly string[], more = {}) =>
  new PolicyStatement({
    actions: [...actions],
    resources: [resource],
    conditions: {
      // As in `storage.ts`: a request without a key is turned away.
      Null: { "dynamodb:LeadingKeys": "false" },
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
      ...more,
    },
  });
