import { setTimeout } from "node:timers/promises";
import { SESClient, SESServiceException, SendEmailCommand } from "@aws-sdk/client-ses";
import type { Hash, MemberId, UnitCode } from "../shared/kind.ts";
import { waitingAtMost } from "./request-timeout.ts";

/** What every letter of a kind says, to everyone, always. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Whom a letter is for, as SES tells it back when the letter bounces. It is no part of the letter. */
interface LetterTags {
  readonly member: MemberId;
  readonly unit: UnitCode;
  /** Hash of the address, as her card has it: enough to see whether it is still hers. */
  readonly mail: Hash;
}

/** Sends a letter to an address. @throws NotSent when SES surely has not taken the letter; any other error when nobody knows */
export type Mailer = (to: string, letter: Letter, tags: LetterTags) => Promise<void>;

/** SES surely has not taken the letter. Named as its cause. */
export class NotSent extends Error {
  constructor(cause: Error) {
    super(cause.name, { cause });
    this.name = cause.name;
  }
}

/** Pauses before a throttled letter is tried again; SES counts by the second. */
const PAUSES = [500, 1_000, 2_000, 4_000];

/**
 * Milliseconds for which SES is waited for, once: a letter that hangs may be under way, so it is the order that is tried
 * again, by a later run. With all pauses it is a quarter of a minute, and `watch` has a minute for its last letters.
 */
const REQUEST_MS = 8_000;

/** Nobody answered the door, so nothing was handed in. */
const UNREACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH"]);

/**
 * Sends letters by SES, and one that SES has refused for its rate again after pauses.
 *
 * @param endpoint a local SES; on AWS it is left out
 * @param pauses milliseconds before each further try
 */
export function createMailer(from: string, endpoint?: string, pauses: readonly number[] = PAUSES): Mailer {
  const ses = new SESClient({
    requestHandler: waitingAtMost(REQUEST_MS),
    // The SDK would repeat a letter whose answer was lost. Who orders letters knows better when to.
    maxAttempts: 1,
    ...(endpoint ? { endpoint } : {}),
  });
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
  return async (to, { subject, text, html }, { member, unit, mail }) => {
    const Body = { Text: utf8(text), Html: utf8(html) };
    const Message = { Subject: utf8(subject), Body };
    const Tags = [
      { Name: "member", Value: member },
      { Name: "unit", Value: unit },
      { Name: "mail", Value: mail },
    ];
    const command = () => new SendEmailCommand({ Source: from, Destination: { ToAddresses: [to] }, Message, Tags });
    for (const pause of [...pauses, undefined]) {
      try {
        await ses.send(command());
        return;
      } catch (error) {
        // A refusal is an answer. Without one, or after an error of SES's own, the letter may be under way.
        const { code = "" } = error as { code?: string };
        if (UNREACHED.has(code)) throw new NotSent(error as Error);
        if (!(error instanceof SESServiceException) || error.$fault !== "client") throw error;
        const throttled = /Throttl|TooManyRequests|LimitExceeded/.test(error.name);
        if (!throttled || pause === undefined) throw new NotSent(error);
        await setTimeout(pause);
      }
    }
  };
}
