import { RemovalPolicy } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { INDEX, LIST, PARTITION, QUEUE } from "../functions/table/shape.ts";
import { tableShape } from "./table.ts";

/** Every partition of a kind, as a pattern. */
const all = (partition: string): string => `${partition}*`;
const REPORT = all(PARTITION.report);
const BODY = all(PARTITION.body);
const SEAT = all(PARTITION.seat);
const ENTRY = all(PARTITION.entry);
const EVENT = all(PARTITION.event);
const SATGAS = all(PARTITION.satgas);
const KEYRING = all(PARTITION.keyring);
const ADDRESS = all(PARTITION.address);
const JOIN = all(PARTITION.join);
const READINESS = all(PARTITION.readiness);
const LETTER = all(PARTITION.letter);

interface Allowed {
  readonly actions: readonly Action[];
  /** Patterns of the partition key, of the table or of the index that is asked. */
  readonly leadingKeys: readonly string[];
  readonly index?: string;
  /** One of these at least has to be asked: what else is in `leadingKeys` may only come beside it. */
  readonly own?: readonly string[];
}

type Action = "Query" | "GetItem" | "BatchGetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";
const GIVING_BACK: readonly Action[] = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];

/**
 * The one table, and what may be done with it.
 *
 * What IAM can say for certain is which action, on which partition keys, giving back old values or not. It can say
 * nothing of a sort key or of a write's condition (so "never over another" rests on `functions/table/report.ts`), and
 * little of attributes. So whatever has readers or writers of its own has a partition of its own, and each permission
 * here is an action on partitions: of sealed bytes (BODY) by `inbox` alone, of the Satgas's private keys (KEYRING) too.
 */
export class Storage extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  readonly streamArn: string;

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
    this.tableArn = table.attrArn;
  }

  /** Which units have a Satgas, and their vouches; how ready each is; the load. */
  grantReadDirectory(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [LIST.directory], index: INDEX.listing.name });
  }

  /** One report after the other, never with what was there before. */
  grantCreateReports(to: IGrantable): void {
    this.grantPutBodies(to);
    this.#allow(to, { actions: ["PutItem"], leadingKeys: [REPORT, SEAT, ENTRY] });
  }

  /** A case's signed entries, by its id. */
  grantReadEntries(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [ENTRY] });
  }

  /** Sealed bytes, written and not read. */
  grantPutBodies(to: IGrantable): void {
    this.#allow(to, { actions: ["PutItem"], leadingKeys: [BODY] });
  }

  /** A report's sealed bytes, by its id and their hash. */
  grantReadBodies(to: IGrantable): void {
    this.#allow(to, { actions: ["GetItem"], leadingKeys: [BODY] });
  }

  /** What became of one report, by its id. Nothing sealed is in it. */
  grantReadHeader(to: IGrantable): void {
    this.#allow(to, { actions: ["GetItem"], leadingKeys: [REPORT] });
  }

  /** The same of many, by their ids. */
  grantReadHeaders(to: IGrantable): void {
    this.#allow(to, { actions: ["BatchGetItem"], leadingKeys: [REPORT] });
  }

  /** Which reports are in a unit's inbox. */
  grantListReports(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [all(LIST.inbox)], index: INDEX.listing.name });
  }

  /** A member's entry, with what follows from it: the header, its clock, letters; or an event. */
  grantAppendEntries(to: IGrantable): void {
    this.#allowTogether(to, [
      { actions: ["UpdateItem", "ConditionCheckItem"], leadingKeys: [REPORT] },
      { actions: ["UpdateItem"], leadingKeys: [LETTER] },
      { actions: ["PutItem"], leadingKeys: [ENTRY, EVENT] },
    ]);
  }

  /** What a Satgas is, signed by those above it and by itself. */
  grantReadSatgas(to: IGrantable): void {
    this.#allow(to, { actions: ["GetItem"], leadingKeys: [SATGAS] });
  }

  /** Its members' cards, and which of them no letter reaches. No address. */
  grantReadSeated(to: IGrantable): void {
    this.grantReadSatgas(to);
    this.#allow(to, { actions: ["Query"], leadingKeys: [SATGAS, LETTER] });
  }

  /** Where letters to its members go. */
  grantReadAddresses(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [ADDRESS] });
  }

  /** That letters to an address come back. */
  grantMarkBounced(to: IGrantable): void {
    this.#allow(to, { actions: ["UpdateItem"], leadingKeys: [LETTER] });
  }

  /** When the last letter to a Satgas left. */
  grantReadLetters(to: IGrantable): void {
    this.#allow(to, { actions: ["GetItem"], leadingKeys: [LETTER] });
  }

  /** A Satgas's private keys, each sealed to its members. */
  grantReadKeyring(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [KEYRING] });
  }

  /** Who asks and waits at the door of a Satgas, and all that a change of it takes: the one writer of what it is. */
  grantChangeSatgas(to: IGrantable): void {
    this.grantReadSatgas(to);
    this.#allow(to, { actions: ["GetItem"], leadingKeys: [KEYRING, JOIN, ADDRESS] });
    this.#allow(to, { actions: ["Query"], leadingKeys: [SATGAS, KEYRING, JOIN] });
    this.#allowTogether(to, [
      { actions: ["PutItem"], leadingKeys: [JOIN, SATGAS, KEYRING, ADDRESS] },
      { actions: ["UpdateItem"], leadingKeys: [JOIN, SATGAS] },
      { actions: ["DeleteItem"], leadingKeys: [JOIN, KEYRING] },
    ]);
  }

  /** How ready a Satgas is. */
  grantReadReadiness(to: IGrantable): void {
    this.#allow(to, { actions: ["GetItem"], leadingKeys: [READINESS] });
  }

  /** That a member opened its drill. */
  grantMarkReadiness(to: IGrantable): void {
    this.#allow(to, { actions: ["UpdateItem"], leadingKeys: [READINESS] });
  }

  /** A Satgas's drill: its report, with its state. */
  grantDrill(to: IGrantable): void {
    this.grantPutBodies(to);
    this.#allowTogether(to, [
      { actions: ["UpdateItem"], leadingKeys: [READINESS] },
      { actions: ["PutItem"], leadingKeys: [REPORT, SEAT, ENTRY] },
    ]);
  }

  /** A step: the clock, its event, its letters, the next seat. Nothing that reads a report. */
  grantMindClocks(to: IGrantable): void {
    this.grantReadSeated(to);
    this.grantReadAddresses(to);
    this.#allowTogether(to, [
      { actions: ["UpdateItem"], leadingKeys: [REPORT, LETTER] },
      { actions: ["PutItem"], leadingKeys: [EVENT, SEAT] },
    ]);
    this.grantReadLetters(to);
  }

  /** Whose clock asks. */
  grantFindDue(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: Object.values(QUEUE), index: INDEX.clocks.name });
  }

  /** Deletes a report by the keys of its parts, and leaves a tombstone. */
  grantPurge(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [SEAT, ENTRY, EVENT] });
    this.#allow(to, { actions: ["DeleteItem"], leadingKeys: [BODY, SEAT, ENTRY, EVENT] });
    this.#allow(to, { actions: ["PutItem"], leadingKeys: [REPORT] });
  }

  /** Keys of the bodies of a week, to find those that no header names. */
  grantFindBodies(to: IGrantable): void {
    this.#allow(to, { actions: ["Query"], leadingKeys: [all(LIST.bodies)], index: INDEX.listing.name });
  }

  /** Lets a clock ask at once. */
  grantMakeDueNow(to: IGrantable): void {
    this.#allow(to, { actions: ["UpdateItem"], leadingKeys: [REPORT] });
  }

  /** How many reports came in an hour. */
  grantCountLoad(to: IGrantable): void {
    this.#allow(to, { actions: ["UpdateItem"], leadingKeys: [PARTITION.load] });
  }

  grantReadStream(to: IGrantable): void {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        // Whichever it has: a table that was restored under its name has another.
        resources: [`${this.tableArn}/stream/*`],
      }),
    );
  }

  /**
   * The parts of one transaction. Whether AWS judges it item by item, all items of one action together or the whole at
   * once is not documented. So each action may meet every partition of the transaction, and at least one of its own:
   * alone, it is allowed on no other.
   */
  #allowTogether(to: IGrantable, parts: readonly Pick<Allowed, "actions" | "leadingKeys">[]): void {
    const leadingKeys = [...new Set(parts.flatMap((part) => part.leadingKeys))];
    for (const action of new Set(parts.flatMap(({ actions }) => actions))) {
      const own = parts.filter(({ actions }) => actions.includes(action)).flatMap((part) => part.leadingKeys);
      this.#allow(to, { actions: [action], leadingKeys, own });
    }
  }

  #allow(to: IGrantable, { actions, leadingKeys, index, own }: Allowed): void {
    const writes = actions.some((action) => GIVING_BACK.includes(action));
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [index ? `${this.tableArn}/index/${index}` : this.tableArn],
        conditions: {
          // "For all values" is true of none, so a request without a key must be turned away as well.
          Null: { "dynamodb:LeadingKeys": "false" },
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": leadingKeys },
          ...(own && { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": own } }),
          // An old value given back by a write is a read.
          ...(writes && { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } }),
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
