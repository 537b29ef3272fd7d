import type { Answers } from "../../shared/content/report.ts";
import type { Route } from "../../shared/routing.ts";
import type { SatgasKey } from "../../shared/satgas/vouch.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Refusal } from "../api.ts";
import type { Language } from "../words/language.ts";

/** What goes into a sending and what may come of it. */

/** `no-sealing`: the chunk that seals could not be loaded. `unchecked`: what came is not what the chain vouches for. */
export type Failure = Refusal | { readonly ok: false; readonly code: "no-sealing" | "unchecked" };

/** Who may open the report, every key verified up to the root. */
export type Recipients =
  | {
      readonly status: "ready";
      readonly kind: Exclude<Route["kind"], "nobody">;
      readonly active: readonly SatgasKey[];
      readonly standby: readonly SatgasKey[];
      /** Nearer to her than the first that reads it, and free of conflict: not in the directory, or called red by it. */
      readonly nearer: readonly UnitCode[];
      /** The server's date was used, because the device's would have passed somebody by. */
      readonly byServer: boolean;
    }
  /** `untrusted`: there would be a seat, but its key did not verify (a wrong date on the phone does this as well). */
  | { readonly status: "nobody"; readonly untrusted: boolean }
  | { readonly status: "failed"; readonly failure: Failure };

export interface HandIn {
  readonly answers: Answers;
  readonly language: Language;
  readonly conflicts: ReadonlySet<UnitCode>;
  /** The seats she was shown and agreed to, the nearest first. */
  readonly agreed: readonly UnitCode[];
}

export type Phase = "sealing" | "stamping" | "sending" | "resealing";

/** Her code, and the number that both sides call the case by. */
export interface Code {
  readonly code: string;
  readonly number: string;
}

export type Outcome =
  /** `asItWas`: what arrived is an earlier packet, without her last changes. */
  | ({ readonly status: "sent"; readonly asItWas: boolean } & Code)
  | { readonly status: "seats-changed" | "too-large" }
  /** `mayExist`: it may have arrived all the same, and then this opens it. */
  | { readonly status: "failed"; readonly failure: Failure; readonly mayExist?: Code | undefined };
