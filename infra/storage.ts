import { RemovalPolicy } from "aws-cdk-lib";
import { CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { tableShape } from "./table.ts";

const [LISTING] = tableShape.GlobalSecondaryIndexes;

/** Attributes of each kind of item (`functions/store.ts`), with the keys. */
const KEY = ["pk", "sk"];
const REPORT = [...KEY, "id", "ackHash", "seats", "sealed", "arrived", "stage", "list", "order"];
const EVENT = [...KEY, "event", "at", "member"];
const MEMBER = [...KEY, "id", "unit", "name", "email", "verifier", "recipient", "state"];

interface Allowed {
  readonly actions: readonly string[];
  /** Patterns of the partition key, of the table or of the index that is asked. */
  readonly leadingKeys: readonly string[];
  /** The only attributes that the request may name. */
  readonly attributes?: readonly string[];
  readonly index?: true;
}

/**
 * The one table, and what may be done with it.
 *
 * What IAM can say: which action, on which partition keys, naming which attributes, giving back old values or not.
 * What it cannot: anything of a sort key, of a write's condition (so "never over another" rests on `store-report.ts`),
 * or of the attributes of a GetItem that names none. `report` therefore can read the sealed bytes of one report whose
 * id it knows, which is how it compares a repetition; what it has no permission for is to find out which ids there are.
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
      // Invitations and spent tokens will end by it; an item without the attribute stays.
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
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["DIRECTORY"], index: true });
  }

  /** One report after the other, never over an attribute that a Satgas writes, never with what was there before. */
  grantCreateReports(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:PutItem"], leadingKeys: ["REPORT#*"], attributes: REPORT });
  }

  /** One report by its id. There is no list in it. */
  grantReadReport(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:GetItem"], leadingKeys: ["REPORT#*"] });
  }

  /** The lists of reports, in which no sealed bytes are. */
  grantListReports(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["INBOX#*"], index: true });
  }

  grantMarkOpened(to: IGrantable): void {
    const attributes = [...KEY, "opened"];
    this.#allow(to, { actions: ["dynamodb:UpdateItem"], leadingKeys: ["REPORT#*"], attributes });
  }

  /** Events of a report; too few attributes to make a report of. */
  grantAppendEvents(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:PutItem"], leadingKeys: ["REPORT#*"], attributes: EVENT });
  }

  grantReadEvents(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["REPORT#*"], attributes: EVENT });
  }

  /** Members and the Satgas's keys, the private half of which is sealed to the members. */
  grantReadSatgas(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:GetItem", "dynamodb:Query"], leadingKeys: ["SATGAS#*"] });
  }

  /** Members without their Satgas's keys. */
  grantReadMembers(to: IGrantable): void {
    this.#allow(to, { actions: ["dynamodb:Query"], leadingKeys: ["SATGAS#*"], attributes: MEMBER });
  }

  grantReadStream(to: IGrantable): void {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator"].map((action) => `dynamodb:${action}`);
    to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [this.streamArn] }));
    // Lambda asks for it before it reads; the action takes no resource, and tells names of streams alone.
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["dynamodb:ListStreams"], resources: ["*"] }),
    );
  }

  #allow(to: IGrantable, { actions, leadingKeys, attributes, index }: Allowed): void {
    const query = actions.includes("dynamodb:Query");
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [index ? `${this.#arn}/index/${LISTING.IndexName}` : this.#arn],
        conditions: {
          // "For all values" is true of none, so a request without a key must be turned away as well.
          Null: { "dynamodb:LeadingKeys": "false" },
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": leadingKeys },
          ...(attributes && { "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes } }),
          // The attributes of a request that names none are all of them.
          ...(attributes && query && { StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } }),
          // An old value given back by a write is a read.
          ...(attributes && !query && { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } }),
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
