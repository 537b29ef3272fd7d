import { toBase64url } from "../../shared/bytes.ts";
import { carriedFile, type SeatKey } from "../../shared/content/text.ts";
import type { SatgasKey } from "../../shared/satgas/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import { serverTime } from "../api.ts";
import { settings } from "../settings.ts";
import { type ReporterApi, reporterApi } from "./answers.ts";
import { withinLimits } from "./draft.ts";
import { newLetterbox } from "./letterbox.ts";
import { once } from "./loading.ts";
import type { Code, HandIn, Outcome, Phase } from "./outcome.ts";
import { createSeats, type SeatsParts } from "./seats.ts";
import {
  answered,
  begun,
  type Command,
  type Fate,
  fateKnown,
  keysFetched,
  nothingSent,
  type Step,
  written,
} from "./submission.ts";

/**
 * Everything of the form that needs a network or cryptography, in a chunk that loads behind the questions: does what the
 * rules in `submission.ts` command.
 */

interface SenderParts extends SeatsParts {
  readonly api: ReporterApi;
  readonly stack: UnitCode;
}

export function createSender({ api, root, stack, clocks }: SenderParts) {
  const seats = createSeats({ api, root, clocks });
  let letterbox = once(() => newLetterbox(stack));
  let submission = nothingSent;
  let underway: Promise<Outcome> | undefined;

  /** Keys for the seats she agreed to, or why there are none. */
  async function keysFor({ answers, conflicts, agreed }: HandIn): Promise<readonly SeatKey[] | Outcome> {
    if (!withinLimits(answers)) return { status: "too-large" };
    const who = await seats.whoOpens(answers.unit, conflicts);
    if (who.status === "failed") return who;
    if (who.status === "nobody") return { status: "seats-changed" };
    const satgas = [...who.active, ...(answers.mayClimb ? who.standby : [])];
    if (satgas.map(({ unit }) => unit).join() !== agreed.join()) return { status: "seats-changed" };
    const keys = await seats.keysOf(satgas);
    return "ok" in keys ? { status: "failed", failure: keys } : keys;
  }

  /** Whether something of this page's code has arrived. */
  async function fate(): Promise<Fate> {
    const { phone, server = phone } = clocks();
    const answer = await api.mailbox(await (await letterbox()).token(server));
    if (answer.ok) return { status: "found", entry: answer.value.logs.reporter[0] };
    return answer.code === "not-found" ? { status: "not-found" } : answer;
  }

  async function attempt(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
    const box = await letterbox();
    const answers = JSON.stringify(hand.answers);
    let keys: readonly SeatKey[] = [];

    async function carryOut(command: Command): Promise<Step | Outcome> {
      switch (command.do) {
        case "fetch-keys": {
          onPhase(submission.refusal?.code === "outdated-seat" ? "resealing" : "sealing");
          const listed = await seats.freshDirectory(command.anew);
          if (!listed.ok) return { status: "failed", failure: listed };
          const found = await keysFor(hand);
          if ("status" in found) return found;
          keys = found;
          const { hour, difficulty } = listed.value;
          const contents = { answers, seats: JSON.stringify(keys), language: hand.language, hour };
          return keysFetched(submission, contents, difficulty);
        }
        case "ask-fate":
          return fateKnown(submission, await fate(), command.otherwise);
        case "write": {
          const { contents } = command;
          return written(submission, contents, await box.write(hand, keys, contents.hour, "form"));
        }
        case "send": {
          const { report, hour, bits } = command;
          onPhase("stamping");
          const stamp = await box.stamp(hour, bits);
          onPhase("sending");
          const sealed = toBase64url(report.sealed);
          return answered(submission, await api.submit({ entry: report.entry, stamp, hour, sealed }));
        }
        case "arrived":
          return { status: "sent", asItWas: !box.says(command.entry, answers), ...box.code };
        case "fail":
          return { status: "failed", failure: command.failure };
      }
    }

    for (let step = begun(submission); ; ) {
      submission = step[0];
      const next = await carryOut(step[1]);
      if ("status" in next) return next;
      step = next;
    }
  }

  async function attemptSafely(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
    const outcome = await attempt(hand, onPhase).catch((error): Outcome => {
      // Whatever else breaks, such as a page without WebCrypto, breaks the sealing.
      return error?.code === "too-large"
        ? { status: "too-large" }
        : { status: "failed", failure: { ok: false, code: "no-sealing" } };
    });
    if (outcome.status === "sent") {
      letterbox = once(() => newLetterbox(stack));
      submission = nothingSent;
    }
    if (outcome.status !== "failed" || !submission.report?.maybeArrived) return outcome;
    return { ...outcome, mayExist: (await letterbox()).code };
  }

  return {
    whoOpens: seats.whoOpens,
    usable: seats.usable,

    /** Starts what takes time while she reads the first question. Failures are met again when it is needed. */
    async begin(): Promise<void> {
      const [box, listed] = await Promise.all([letterbox(), seats.directory()]);
      if (listed.ok) await box.stamp(listed.value.hour, listed.value.difficulty);
    },

    /** When she has confirmed who reads it: from then on a file can be sealed without a network. */
    async confirmed(satgas: readonly SatgasKey[]): Promise<void> {
      await seats.keysOf(satgas);
    },

    /**
     * One at a time: a second call while the first is under way gets the first one's outcome. After "sent" the next report
     * from this page gets a code of its own.
     */
    send(hand: HandIn, onPhase: (phase: Phase) => void): Promise<Outcome> {
      underway ??= attemptSafely(hand, onPhase).finally(() => {
        underway = undefined;
      });
      return underway;
    },

    /** The sealed report as a file that a member of the addressed Satgas can open, carried there by other means. */
    async sealedFile(hand: HandIn): Promise<({ readonly file: Uint8Array<ArrayBuffer> } & Code) | undefined> {
      const keys = await keysFor(hand);
      const listed = await seats.directory();
      if ("status" in keys || !listed.ok) return undefined;
      const box = await letterbox();
      return { file: carriedFile(await box.write(hand, keys, listed.value.hour, "file")), ...box.code };
    },
  };
}
export type Sender = ReturnType<typeof createSender>;

/** That of this page. */
export function newSender(): Sender {
  const clocks = () => {
    const server = serverTime();
    return { phone: Date.now() / 1000, server: server && server / 1000 };
  };
  return createSender({ api: reporterApi, root: settings.root, stack: settings.stack, clocks });
}
