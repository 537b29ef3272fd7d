import { RemovalPolicy } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { tableShape } from "./table.ts";

const [LISTING, CLOCKS] = tableShape.GlobalSecondaryIndexes;

/** Attributes of each kind of item (`functions/table/table.ts`), with the keys. */
const KEY = ["pk", "sk"];
const LISTED = ["list", "order"];
const DUE = ["clock", "due"];
const SEAT = [...KEY, "id", "arrived", "stage", ...LISTED];
const STATUS_ALONE = ["ackHash", "seats", "sealedHash", ...DUE];
const REPORT = [...SEAT, ...STATUS_ALONE, "sealed"];
/** What opening and moving a stage write, and what a step writes. */
const OPENING = ["openedAt", "openedBy", "stage", "stageSince", "stageRemindedAt"];
const STEP = ["seats", "letterOrderedAt", "reminderOrderedAt", "alarmedAt", "stageRemindedAt"];
const LETTER = ["unit", "quietUntil", "orders", "orderedAt"];
const EVENT = [...KEY, "event", "at", "unit", "member", "stage"];
const MEMBER = [...KEY, "id", "unit", "name", "email", "verifier", "recipient", "state", "bounced"];
const READINESS = [...[...KEY, "unit", "ready", "month", "started", "needed", "hash", "opened", "passed"], ...LISTED];

interface Allowed {
  readonly actions: readonly string[];
  /** Patterns of the partition key, of the table or of the index that is asked. */
  readonly leadingKeys: readonly string[];
  /** The only attributes that the request may name. */
  readonly attributes?: readonly string[];
  readonly index?: string;
  /** One of these at least has to be asked: what else is in `leadingKeys` may only come beside it. */
  readonly own?: readonly string[];
  /** The item that a write leaves behind may be given back: it holds nothing that is sealed or an address. */
  readonly givesBack?: true;
}

/**
 * The one table, and what may be done with it.
 *
 * What IAM can say: which action, on which partition keys, naming which attributes, giving back old values or not.
 * What it cannot: anything of a sort key, of a write's condition (so "never over another" rests on `functions/table/report.ts`),
 * or of the attributes of a GetItem that names none. So whoever must not read what is sealed asks by a Query, which has
 * to name its attributes; only `inbox` gets whole reports.
 */
export class Storage extends Construct {
  readonly tableName: string;
  readonly streamArn: string;
  readonly #arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const table = new CfnTable(this, "Table", {
      attributeDefinitions: tableShape.AttributeDefinitions.map(attribute),
      keySchema: tableShape.KeySchema.map(key),
      globalSecondaryIndexes: tableShape.GlobalSecondaryIndexes.map((index) => ({
        indexName: index.IndexName,
        keySchema: index.KeySchema.map(key),
        projection: {
          projectionType: index.Projection.ProjectionType,
          nonKeyAttributes: [...index.Projection.NonKeyAttributes],
        },
      })),
      billingMode: tableShape.BillingMode,
      streamSpecification: { streamViewType: tableShape.StreamSpecification.StreamViewType },
      // Counts of an hour's reports end by it; an item without the attribute stays.
      timeToLiveSpecification: { attributeName: "expires", enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      sseSpecification: { sseEnabled: true },
      deletionProtectionEnabled: true,
    });
    // Another logical id is another, empty table: no rename of a construct may make one.
    table.overrideLogicalId("PoskoTable");
    table.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.tableName = table.ref;
    this.streamArn = table.attrStreamArn;
    this.#arn = table.attrArn;
  }

  /** Which units have a Satgas, and their vouches. */
  grantReadDirectory(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["DIRECTORY"], index: LISTING.IndexName });
  }

  /** One report after the other, never over an attribute that a Satgas writes, never with what was there before. */
  grantCreateReports(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:PutItem"], leadingKeys: ["REPORT#*"], attributes: REPORT });
  }

  /** What became of one report, by its id, without what is sealed in it. */
  grantReadStatus(to: IGrantable): void {
    const clock = new Set([...OPENING, ...STEP, "drill"]);
    const attributes = [...new Set([...KEY, "id", "arrived", ...STATUS_ALONE, ...clock])];
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["REPORT#*"], attributes });
  }

  /** One report by its id, with its sealed bytes. There is no list in it. */
  grantReadReport(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:GetItem"], leadingKeys: ["REPORT#*"] });
  }

  /** The lists of reports, in which no sealed bytes are. */
  grantListReports(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["INBOX#*"], index: LISTING.IndexName });
  }

  /** That it was opened, another stage, and when its clock asks next, each with its event; letters that tell of an end. */
  grantMarkOpened(to: IGrantable): void {
    this.#allowTogether(to, [
      { actions: ["dynamodb:UpdateItem"], leadingKeys: ["REPORT#*"], attributes: [...KEY, ...OPENING, ...DUE] },
      // Too few attributes to make a report of.
      { actions: ["dynamodb:PutItem"], leadingKeys: ["REPORT#*"], attributes: EVENT },
      { actions: ["dynamodb:UpdateItem"], leadingKeys: ["LETTER#*"], attributes: [...KEY, ...LETTER, ...DUE] },
    ]);
  }

  /** When a letter last left to a Satgas, and whether one waits. */
  grantReadLetters(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:GetItem"], leadingKeys: ["LETTER#*"] });
  }

  /** Members and the Satgas's keys, the private half of which is sealed to the members. */
  grantReadSatgas(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:GetItem", "dynamodb:Query"], leadingKeys: ["SATGAS#*"] });
  }

  /** Members without their Satgas's keys. */
  grantReadMembers(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["SATGAS#*"], attributes: MEMBER });
  }

  grantMarkMembers(to: IGrantable): void {
    const attributes = [...KEY, "bounced", "email"];
    this.#allow(to, { actions: ["dynamodb:UpdateItem"], leadingKeys: ["SATGAS#*"], attributes });
  }

  /** A Satgas's drill: its report, with its state, and the mark that it is one, which nobody else may set. */
  grantDrill(to: IGrantable): void {
    this.#allowTogether(to, [
      { actions: ["dynamodb:UpdateItem"], leadingKeys: ["READINESS#*"], attributes: READINESS },
      { actions: ["dynamodb:PutItem"], leadingKeys: ["REPORT#*"], attributes: [...REPORT, "drill"] },
    ]);
  }

  /** How ready a Satgas is, and that a member opened its drill. */
  grantReadiness(to: IGrantable): void {
    const leadingKeys = ["READINESS#*"];
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys, attributes: READINESS });
    this.#allow(to, { actions: ["dynamodb:UpdateItem"], leadingKeys, attributes: READINESS, givesBack: true });
  }

  /** A step: the clock, its event, its letters, the next seat. Nothing that reads a report. */
  grantMindClocks(to: IGrantable): void {
    this.grantReadMembers(to);
    const clock = [...KEY, "stage", "openedAt", ...STEP, ...DUE];
    const written = [...new Set([...EVENT, ...SEAT])];
    const letter = [...KEY, ...LETTER, "sentAt", "sentFor", "writtenTo", ...DUE];
    const leadingKeys = ["LETTER#*"];
    this.#allowTogether(to, [
      { actions: ["dynamodb:UpdateItem"], leadingKeys: ["REPORT#*"], attributes: clock },
      { actions: ["dynamodb:PutItem"], leadingKeys: ["REPORT#*"], attributes: written },
      { actions: ["dynamodb:UpdateItem"], leadingKeys, attributes: letter },
    ]);
    this.#allow(to, { actions: ["dynamodb:UpdateItem"], leadingKeys, attributes: letter, givesBack: true });
  }

  /** Whose clock asks: an index without sealed bytes. */
  grantFindDue(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["REPORTS", "LETTERS"], index: CLOCKS.IndexName });
  }

  /** Removes a report by the keys of its parts, and counts it. */
  grantPurge(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["REPORT#*"], attributes: KEY });
    const asSeen = [...KEY, "stage", "due"];
    const actions = ["dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"];
    this.#allowTogether(to, [
      { actions, leadingKeys: ["REPORT#*"], attributes: asSeen },
      { actions: ["dynamodb:UpdateItem"], leadingKeys: ["COUNT"], attributes: [...KEY, "purged"] },
    ]);
  }

  /** Lets a clock ask at once. */
  grantMakeDueNow(to: IGrantable): void {
    const attributes = [...KEY, "openedAt", ...DUE];
    this.#allow(to, { actions: ["dynamodb:UpdateItem"], leadingKeys: ["REPORT#*"], attributes });
  }

  /** How many reports came in an hour. */
  grantCountLoad(to: IGrantable): void {
    const attributes = [...KEY, ...LISTED, "expires", "reports"];
    this.#allow(to, { actions: ["dynamodb:UpdateItem"], leadingKeys: ["LOAD"], attributes });
  }

  grantReadStream(to: IGrantable): void {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator"].map((action) => `dynamodb:${action}`);
    to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [this.streamArn] }));
    // Lambda asks for it before it reads; the action takes no resource, and tells names of streams alone.
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }),
    );
  }

  /**
   * The parts of one transaction. Whether AWS judges it item by item, all items of one action together or the whole at
   * once is not documented. So each action may meet every partition of the transaction, and at least one of its own:
   * alone, it is allowed on no other.
   */
  #allowTogether(to: IGrantable, parts: readonly Required<Pick<Allowed, "actions" | "leadingKeys" | "attributes">>[]) {
    const all = [...new Set(parts.flatMap(({ leadingKeys }) => leadingKeys))];
    const attributes = [...new Set(parts.flatMap((part) => part.attributes))];
    for (const action of new Set(parts.flatMap(({ actions }) => actions))) {
      const own = parts.filter(({ actions }) => actions.includes(action)).flatMap(({ leadingKeys }) => leadingKeys);
      this.#allow(to, { actions: [action], leadingKeys: all, attributes, own });
    }
  }

  #allow(to: IGrantable, { actions, leadingKeys, attributes, index, givesBack, own }: Allowed): void {
    const reads = actions.includes("dynamodb:Query");
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [index ? `${this.#arn}/index/${index}` : this.#arn],
        conditions: {
          // "For all values" is true of none, so a request without a key must be turned away as well.
          Null: { "dynamodb:LeadingKeys": "false" },
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": leadingKeys },
          ...(own && { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": own } }),
          ...(attributes && { "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes } }),
          // The attributes of a request that names none are all of them.
          ...(attributes && reads && { StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } }),
          // An old value given back by a write is a read.
          ...(attributes && !reads && !givesBack && { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } }),
        },
      }),
    );
  }
}

const attribute = (one: { AttributeName: string; AttributeType: string }) => ({
  attributeName: one.AttributeName,
  attributeType: one.AttributeType,
});
const key = (one: { AttributeName: string; KeyType: string }) => ({
  attributeName: one.AttributeName,
  keyType: one.KeyType,
});
