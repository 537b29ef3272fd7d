import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMailer, NotSent } from "../../functions/mail.ts";
import { openTable } from "../../functions/table/table.ts";
import { getItem } from "../../functions/table/toolbox.ts";
import { HTTP_TIMEOUT } from "../../infra/function.ts";
import { isHash, isMemberId } from "../../shared/kind.ts";
import { invented } from "../support/invented.ts";

/** A server that takes every request. @param answers what becomes of the first ones; the others are never answered */
async function silent(...answers: ((response: ServerResponse) => void)[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    asked += 1;
    answers.shift()?.(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

const seconds = async (work: Promise<unknown>) => {
  const start = Date.now();
  await work;
  return (Date.now() - start) / 1000;
};
const nothing = () => {};
const half = (response: ServerResponse) => void response.writeHead(200, { "content-length": 20 }).write('{"Item":');
const item = (response: ServerResponse) => void response.end('{"Item":{"n":{"N":"7"}}}');

describe.concurrent("a request that hangs", () => {
  it.each([
    ["before its answer", nothing],
    ["in the middle of its answer", half],
  ])("%s is made again, and answered", async (_, hang) => {
    const { endpoint } = await silent(hang, item);
    expect(await getItem(openTable("t", endpoint), { pk: "a" })).toEqual({ n: 7 });
  });

  it("again and again fails by its name before the function itself is ended", async () => {
    const { endpoint, asked } = await silent();
    const asking = expect(getItem(openTable("t", endpoint), { pk: "a" })).rejects.toThrow(
      expect.objectContaining({ name: "TimeoutError" }),
    );
    expect(await seconds(asking)).toBeLessThan(HTTP_TIMEOUT.toSeconds());
    expect(asked()).toBe(4);
  });

  it.each([
    ["before its answer", nothing],
    ["in the middle of its answer", half],
  ])("%s at SES is made once, and nobody says that the letter has not left", async (_, hang) => {
    const { endpoint, asked } = await silent(hang);
    const mail = createMailer("posko@kpu.example", endpoint);
    const letter = { subject: "", text: "", html: "" };
    const error: unknown = await mail("a@kpu.example", letter, {
      member: invented(isMemberId),
      unit: "01",
      mail: invented(isHash),
    }).catch((e) => e);
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(error).not.toBeInstanceOf(NotSent);
    expect(asked()).toBe(1);
  });
});
