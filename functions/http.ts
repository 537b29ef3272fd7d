import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { validator } from "hono/validator";
import * as z from "zod/mini";
import { type Problem, type ProblemCode, problems } from "../shared/problem.ts";
import { errorName, type Log } from "./log.ts";

/** Thrown anywhere in a request; {@link refusals} turns it into the answer. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.name = "Refusal";
    this.code = code;
  }
}

function problem(c: Context, code: ProblemCode): Response {
  const { status, id, en } = problems[code];
  const body: Problem = {
    type: `posko:${code}`,
    code,
    status,
    title: code,
    detail: { id, en },
  };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    "content-type": "application/problem+json",
  });
}

/** Makes the answer of what a request threw: a {@link Refusal} as an RFC 9457 problem, all else as `unavailable`, never its message. */
export const refusals =
  (log: Log) =>
  (error: Error, c: Context): Response => {
    if (error instanceof Refusal) {
      log({ event: "request-refused", code: error.code });
      return problem(c, error.code);
    }
    if (error instanceof HTTPException && error.status === 400) {
      log({ event: "request-refused", code: "not-json" });
      return problem(c, "not-json");
    }
    log({ event: "request-failed", error: errorName(error) });
    return problem(c, "unavailable");
  };

/**
 * Answers the inbox page of another stack too: KPU RI's members sit in every stack and unlock at their own alone. A
 * request carries no cookie, and its token is made for this origin.
 *
 * @param origin that page's; nobody else's when absent
 */
export const fromInboxOf = (origin: string | undefined) =>
  cors({
    origin: origin ?? [],
    allowMethods: ["GET", "POST"],
    allowHeaders: ["authorization", "content-type"],
    exposeHeaders: ["date"],
    maxAge: 86_400,
  });

/** Stops reading a body at `maxSize` bytes, before anything parses it. @throws Refusal `body-too-large` */
export const bounded = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal("body-too-large");
    },
  });

/** Parses a JSON body. @throws Refusal `not-json`, or `invalid-fields` when it has another shape than the schema */
export const json = <T>(schema: z.ZodMiniType<T>) =>
  validator("json", (value, c): T => {
    if (!c.req.header("content-type")?.startsWith("application/json")) throw new Refusal("not-json");
    const parsed = z.safeParse(schema, value);
    if (!parsed.success) throw new Refusal("invalid-fields");
    return parsed.data;
  });

/** The token of `Authorization: Bearer` (RFC 6750), if it is there. */
export const bearerToken = (c: Context): string | undefined =>
  c.req.header("authorization")?.match(/^Bearer ([\w.~+/=-]{1,4096})$/)?.[1];
