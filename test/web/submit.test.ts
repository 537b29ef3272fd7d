import { beforeAll, expect, it } from "vitest";
import { createReportApp } from "../../functions/report/app.ts";
import type { Answer, RefusalCode, reporterApi } from "../../web/api.ts";
import { createPost } from "../../web/form/submit.ts";
import { DIFFICULTY, type House, openHouse, post } from "../support/house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

/** What the page asks of two instances of the server: one that shows the list, one that takes reports. */
function twoInstances(listed: number, needed: number) {
  const answers: (RefusalCode | "arrived")[] = [];
  const asked: string[] = [];
  const instance = (difficulty: number) => createReportApp({ ...house, stack: "33", difficulty, help: [] });
  const [shows, takes] = [instance(listed), instance(needed)];
  const answer = async <T>(response: Response | Promise<Response>): Promise<Answer<T>> => {
    const { ok } = await response;
    const body = await (await response).json();
    return ok ? { ok, value: body } : { ok, code: body.code, words: body.detail };
  };
  const api: Pick<typeof reporterApi, "directory" | "chain" | "submit"> = {
    directory: () => answer(shows.request("/api/directory")),
    chain: (unit) => {
      asked.push(unit);
      return answer(shows.request(`/api/directory/${unit}`));
    },
    submit: async (request) => {
      const given = await answer<{ arrived: string }>(takes.request("/api/reports", post(request)));
      answers.push(given.ok ? "arrived" : given.code);
      return given;
    },
  };
  const sender = createPost(api, () => import("../../web/form/sealing.ts"), house.ri.thumbprint);
  const hand = {
    answers: { unit: "3316", account: "cerita contoh" },
    language: "id",
    conflicts: new Set<string>(),
    agreed: ["3316"],
  } as const;
  return { answers, asked, whoOpens: sender.whoOpens, send: () => sender.send(hand, () => {}) };
}

it("an instance that asks for more than another's list is given more, and she is not refused", async () => {
  const { answers, send } = twoInstances(DIFFICULTY, DIFFICULTY + 4);
  expect(await send()).toMatchObject({ status: "sent" });
  expect(answers.at(-1)).toBe("arrived");
  expect(answers.slice(0, -1).every((code) => code === "wrong-stamp")).toBe(true);
});

it("a list that asks for more is followed at once", async () => {
  const { answers, send } = twoInstances(DIFFICULTY + 4, DIFFICULTY);
  expect(await send()).toMatchObject({ status: "sent" });
  expect(answers).toEqual(["arrived"]);
});

it("a red Satgas is not asked for, and is better than nobody", async () => {
  const route = async (conflicts: readonly string[]) => {
    const { asked, whoOpens } = twoInstances(DIFFICULTY, DIFFICULTY);
    const who = await whoOpens("3316", new Set(conflicts));
    const seats = who.status === "ready" ? who.keys.map(({ unit }) => unit) : [];
    expect(asked).toEqual(seats);
    return seats;
  };
  expect(await route([])).toEqual(["3316", "33", "01"]);
  await house.readiness.redden("3316");
  expect(await route([])).toEqual(["33", "01"]);
  await house.readiness.redden("33");
  expect(await route(["01"])).toEqual(["3316", "33"]);
});
