import { expect, it, vi } from "vitest";
import { isReportId } from "../../shared/kind.ts";
import { checkStamp, makeStamp } from "../../shared/stamp.ts";
import { stampFor } from "../../web/form/stamping.ts";
import { invented } from "../support/invented.ts";

const of = { id: invented(isReportId), stack: "33", hour: "2026-11-26T04" } as const;

/** A worker that answers when it is told to. */
function worker() {
  const terminate = vi.fn();
  const one = { terminate, postMessage: vi.fn(), onmessage: undefined, onerror: undefined } as unknown as Worker;
  const answer = (data: unknown) => one.onmessage?.({ data } as MessageEvent);
  return { one, terminate, answer };
}

it("the first answer wins and the other stops, however late the worker is", async () => {
  // Another than the page would find, which begins at the same end.
  let theirs = makeStamp(of, 14) + 1;
  while (!checkStamp(of, theirs, 14)) theirs += 1;
  const late = worker();
  const stamp = stampFor(of, 14, () => late.one, 0);
  await new Promise((resume) => setTimeout(resume, 5));
  late.answer(theirs);
  expect(await stamp).toBe(theirs);
  expect(late.terminate).toHaveBeenCalledOnce();

  const silent = worker();
  expect(checkStamp(of, await stampFor(of, 6, () => silent.one, 0), 6)).toBe(true);
  expect(silent.terminate).toHaveBeenCalledOnce();
});

it("a worker that answers wrongly, fails, or cannot be made leaves the work to the page", async () => {
  const wrong = worker();
  const first = stampFor(of, 6, () => wrong.one);
  wrong.answer(-1);
  expect(checkStamp(of, await first, 6)).toBe(true);
  const broken = worker();
  const second = stampFor(of, 6, () => broken.one);
  broken.one.onerror?.({ preventDefault() {} } as ErrorEvent);
  expect(checkStamp(of, await second, 6)).toBe(true);
  const third = stampFor(of, 6, () => {
    throw new Error("no workers");
  });
  expect(checkStamp(of, await third, 6)).toBe(true);
});
