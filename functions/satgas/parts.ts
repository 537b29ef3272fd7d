import type { Verifier } from "../../shared/key.ts";
import type { UnitCode } from "../../shared/work-unit.ts";
import type { Log } from "../log.ts";
import type { Rolls } from "../rolls.ts";
import type { JoinStore } from "../table/join.ts";
import type { SatgasStore } from "../table/satgas.ts";

export interface SatgasAppParts {
  readonly satgas: SatgasStore;
  readonly join: JoinStore;
  readonly rolls: Pick<Rolls, "verified">;
  readonly root: Verifier;
  /** The province this stack serves, or KPU RI. */
  readonly stack: UnitCode;
  /** The audience of every sign-in token. */
  readonly origin: string;
  /** Of KPU RI's inbox page, whose members sit here too; absent in its own stack, and where it has no host name. */
  readonly inboxOrigin?: string | undefined;
  readonly now: () => Date;
  readonly log: Log;
}
