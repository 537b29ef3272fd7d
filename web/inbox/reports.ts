import { useCallback, useRef, useState } from "preact/hooks";
import type { InboxRow, KnownRow } from "../../shared/contract.ts";
import type { ReportId } from "../../shared/kind.ts";
import { type Hour, type Moment, momentOf } from "../../shared/moment.ts";
import type { Stage } from "../../shared/stage.ts";
import type { Refusal } from "../api.ts";
import type { InboxApi } from "./api.ts";

interface Listed {
  /** Newest first, as far as they were fetched; nothing before the first answer. */
  readonly rows: readonly InboxRow[] | undefined;
  readonly next: string | undefined;
  /** When the server last told: what it keeps back cannot be proved. */
  readonly asOf: Moment | undefined;
  readonly loading: boolean;
  readonly refusal: Refusal | undefined;
}

export interface Reports extends Listed {
  readonly refresh: () => Promise<void>;
  readonly more: () => Promise<void>;
  /** Retries whichever of the two was refused. */
  readonly retry: () => Promise<void>;
  readonly markOpened: (id: ReportId, openedAt: Hour) => void;
  readonly markStage: (id: ReportId, stage: Stage) => void;
}

const NOTHING: Listed = { rows: undefined, next: undefined, asOf: undefined, loading: true, refusal: undefined };

/** The rows of the inbox. What was fetched stays on the screen when a later request fails. */
export function useReports(api: InboxApi): Reports {
  const [listed, setListed] = useState<Listed>(NOTHING);
  const busy = useRef(false);
  const lastTried = useRef<string | undefined>(undefined);

  const load = useCallback(
    async (from?: string) => {
      if (busy.current) return;
      busy.current = true;
      lastTried.current = from;
      setListed((listed) => ({ ...listed, loading: true, refusal: undefined }));
      const page = await api.page(from);
      busy.current = false;
      setListed((listed) => {
        if (!page.ok) return { ...listed, loading: false, refusal: page };
        const before = from === undefined ? [] : (listed.rows ?? []);
        const known = new Set(before.map(({ id }) => id));
        const more = page.value.reports.filter(({ id }) => !known.has(id));
        // Of several stacks each answers in its own order.
        const rows = [...before, ...more].sort((a, b) =>
          a.arrived === b.arrived ? 0 : a.arrived < b.arrived ? 1 : -1,
        );
        const asOf = momentOf(new Date());
        return { rows, next: page.value.next, asOf, loading: false, refusal: undefined };
      });
    },
    [api],
  );

  const refresh = useCallback(() => load(), [load]);
  const more = useCallback(() => load(listed.next), [load, listed.next]);
  const retry = useCallback(() => load(lastTried.current), [load]);
  const patch = useCallback((id: ReportId, what: Partial<Pick<KnownRow, "openedAt" | "stage">>) => {
    setListed((listed) => ({
      ...listed,
      rows: listed.rows?.map((row) => (row.id === id && !row.newer ? { ...row, ...what } : row)),
    }));
  }, []);
  const markOpened = useCallback((id: ReportId, openedAt: Hour) => patch(id, { openedAt }), [patch]);
  const markStage = useCallback((id: ReportId, stage: Stage) => patch(id, { stage }), [patch]);

  return { ...listed, refresh, more, retry, markOpened, markStage };
}
