import { fromBase64url } from "../../shared/bytes.ts";
import { type ReadReport, readReport } from "../../shared/content/read-report.ts";
import type { EntryTaken, InboxMe, InboxPage, InboxReport } from "../../shared/contract.ts";
import type { Verifier } from "../../shared/key.ts";
import type { ReportId } from "../../shared/kind.ts";
import type { KeyFile } from "../../shared/satgas/key-file.ts";
import { memberToken } from "../../shared/sign-in.ts";
import type { Answer } from "../../web/api.ts";
import { type Act, actsOn } from "../../web/inbox/acts.ts";
import { openNewest, readersIn } from "../../web/satgas/keyrings.ts";
import { placeOf } from "../../web/satgas/place.ts";
import { ORIGIN, post, STACK } from "./house.ts";

/** What an app answers, refusals by their code. */
type Asked<T> = { readonly status: number; readonly body: T & { readonly code?: string } };

interface At {
  readonly inbox: { request(path: string, init?: RequestInit): Response | Promise<Response> };
  readonly root: Verifier;
  readonly origin?: string;
  readonly now?: () => Date;
}

/** A member's browser without its page: she verifies her place, opens what is hers, and signs what she does. */
export function memberOf(
  { inbox, root, origin = ORIGIN, now = () => new Date() }: At,
  keyFile: KeyFile | undefined,
  edition = 0,
) {
  if (!keyFile) throw new Error("there is no such member");
  const { signer, unit } = keyFile;
  const seconds = () => Math.floor(now().getTime() / 1000);

  async function ask<T>(path: string, init: RequestInit = {}): Promise<Asked<T>> {
    const token = await memberToken(signer, unit, edition, origin, seconds());
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
    const response = await inbox.request(`/api/inbox/${path}`, { ...init, headers });
    return { status: response.status, body: await response.json() };
  }

  const answer = <T>({ status, body }: Asked<T>): Answer<T> =>
    status < 300
      ? { ok: true, value: body }
      : { ok: false, code: (body.code ?? "unavailable") as "unavailable", words: { id: "", en: "" } };

  const me = async () => (await ask<InboxMe>("me")).body;
  const place = async () => {
    const { satgas, before } = await me();
    const found = await placeOf(satgas, keyFile, { root, now: seconds() }, before);
    if (typeof found === "string") throw new Error(found);
    return found;
  };

  return {
    ask,
    me,
    place,
    page: async (): Promise<InboxPage> => (await ask<InboxPage>("reports")).body,
    report: (id: ReportId) => ask<InboxReport>(`reports/${id}`),

    /** Opens a report as her inbox does. */
    async read(id: ReportId): Promise<ReadReport> {
      const { body } = await ask<InboxReport>(`reports/${id}`);
      const { keyring } = await openNewest((await me()).keyrings, keyFile.identity, (await place()).key);
      const [entry = ""] = body.logs.reporter;
      return readReport(fromBase64url(body.sealed), readersIn(keyring), {
        entry,
        id,
        stack: STACK,
        unit: keyFile.unit,
      });
    },

    /** Signs one act as the next entry of the log. @returns the refusal's code, or what it led to */
    async act(id: string, act: Act): Promise<EntryTaken | string> {
      const fetched = await ask<InboxReport>(`reports/${id}`);
      if (fetched.status !== 200) return fetched.body.code ?? "";
      const known = { place: await place() };
      const take = actsOn(fetched.body, {
        api: {
          report: async (id) => answer(await ask<InboxReport>(`reports/${id}`)),
          entry: async (id, request) => answer(await ask<EntryTaken>(`reports/${id}/entries`, post(request))),
        },
        ...{ signer: keyFile.signer, stack: STACK, now },
        met: () => known,
        meet: async () => ({ ok: true, value: undefined }),
      });
      const taken = await take(act);
      return taken.ok ? taken.value : taken.code;
    },

    /** Reads it and proves that she did. */
    async open(id: ReportId): Promise<EntryTaken | string> {
      const read = await this.read(id);
      return read.status === "read" ? this.act(id, { kind: "opened", of: 1, proof: read.content.proof }) : read.status;
    },
  };
}
export type Member = ReturnType<typeof memberOf>;
