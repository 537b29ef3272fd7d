/** A stack as it would be deployed: what CloudFormation is given, with its references resolved to stand-ins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's, and each test says what it expects
export type Properties = any;
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy?: string;
}

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Template {
  readonly text: string;
  readonly resources: readonly Resource[];
  of(type: string): Resource[];
  /** The one resource of a type whose id begins so. @throws when there is none or more than one */
  one(type: string, id?: string): Resource;
  /** What a role may do. */
  statements(role: string): Statement[];
  /** What the role of a function may do. */
  permissions(functionId: string): Statement[];
  /** What a managed policy lets whoever it is attached to do. */
  policy(name: string): Statement[];
}

/** @param stack such as `Posko-33`; its stand-ins are `arn:PoskoTable.Arn` and the like */
export function readTemplate(assembly: string, stack: string): Template {
  const text = readFileSync(join(assembly, `${stack}.template.json`), "utf8");
  const { Resources } = JSON.parse(text) as {
    Resources: Record<string, { Type: string; Properties?: Json; DeletionPolicy?: string }>;
  };
  const resources: Resource[] = Object.entries(Resources).map(([id, { Type, Properties = {}, DeletionPolicy }]) => ({
    id,
    type: Type,
    properties: resolved(Properties),
    ...(DeletionPolicy !== undefined && { deletionPolicy: DeletionPolicy }),
  }));
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const one = (type: string, id = "") => {
    const [found, ...more] = of(type).filter((resource) => resource.id.startsWith(id));
    if (!found || more.length > 0) throw new Error(`${stack} has ${more.length + (found ? 1 : 0)} ${type} ${id}`);
    return found;
  };
  const statements = (role: string) =>
    of("AWS::IAM::Policy")
      .filter(({ properties }) => properties.Roles.includes(role))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement as Statement[]);
  return {
    text,
    resources,
    of,
    one,
    statements,
    policy: (name) =>
      of("AWS::IAM::ManagedPolicy")
        .filter(({ properties }) => properties.ManagedPolicyName === name)
        .flatMap(({ properties }) => properties.PolicyDocument.Statement as Statement[]),
    permissions: (functionId) =>
      statements(String(one("AWS::Lambda::Function", functionId).properties.Role).replace(/\.Arn$/, "")),
  };
}

/** `Ref` is the logical id, `Fn::GetAtt` the id and the attribute: enough to tell what points where. */
function resolved(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(resolved);
  const { Ref: ref, "Fn::GetAtt": attribute, "Fn::Join": join } = value;
  if (typeof ref === "string") return ref;
  if (Array.isArray(attribute)) return attribute.join(".");
  if (Array.isArray(join)) return (resolved(join[1] ?? []) as Json[]).join(String(join[0]));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
}

/** What may be one, several or not there, as a list. */
export const list = <T extends string | object>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];
