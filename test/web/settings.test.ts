import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readSettings } from "../../web/settings.ts";
import { ROOT } from "../support/assembly.ts";

const contact = { name: "UPTD PPA", call: "024-000", note: { id: "Senin", en: "Monday" }, lastVerified: "2026-11-22" };
const settings = { stack: "33", root: ROOT, help: [contact] };
const read = (changed: unknown) => readSettings(JSON.stringify(changed));
const withContact = (own: object) => read({ ...settings, help: [contact, { ...contact, ...own }] });

describe("the settings of a page", () => {
  it("are taken as they are", () => {
    expect(read(settings)).toEqual(settings);
    expect(read({ ...settings, help: [] })).toEqual({ ...settings, help: [] });
    const others = [{ stack: "33", origin: "https://posko.p33.kpu.example" }];
    expect(read({ ...settings, others })).toEqual({ ...settings, others });
  });

  it.each([
    null,
    [],
    {},
    { ...settings, stack: "3316" },
    { ...settings, stack: 33 },
    { ...settings, root: null },
    { ...settings, root: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" },
    { ...settings, root: { ...ROOT, d: ROOT.x } },
    { ...settings, help: contact },
    { ...settings, help: undefined },
    { ...settings, more: 1 },
    { ...settings, others: {} },
    { ...settings, others: [{ stack: "33", origin: "javascript:1" }] },
    { ...settings, others: [{ stack: "3316", origin: "https://posko.p33.kpu.example" }] },
  ])("are none when they are %j", (changed) => {
    expect(read(changed)).toBeUndefined();
  });

  it.each([
    { name: "" },
    { call: "javascript:1" },
    { call: 129 },
    { note: { id: "Senin" } },
    { lastVerified: "kemarin" },
    { more: 1 },
  ])("are none with a person to call who has %j", (own) => {
    expect(withContact({})).toBeDefined();
    expect(withContact(own)).toBeUndefined();
  });

  it("are there as soon as the module is, in a page", async () => {
    onTestFinished(() => void vi.unstubAllGlobals());
    vi.stubGlobal("document", { getElementById: () => ({ textContent: JSON.stringify(settings) }) });
    vi.resetModules();
    const { pageSettings } = await import("../../web/settings.ts");
    expect(pageSettings()).toEqual(settings);
  });

  it("are none in what is no JSON, as in a page without them", () => {
    for (const text of ["", "null", "{", "undefined"]) expect(readSettings(text)).toBeUndefined();
  });
});
