import { describe, expect, it } from "vitest";
import { isWorkUnit, OUTSIDE, parentOf, unitName, unitsOfStack, upwards, workUnits } from "../../shared/work-unit.ts";

/** Regencies and cities per province, counted in Kepmendagri's list. */
const REGENCIES =
  "11:23 12:33 13:19 14:12 15:11 16:17 17:10 18:15 19:7 21:7 31:6 32:27 33:35 34:5 35:38 36:8 51:9 52:10 53:22 61:14 62:14 63:13 64:10 65:5 71:15 72:13 73:24 74:17 75:6 76:6 81:11 82:10 91:9 92:7 93:4 94:8 95:8 96:6";

describe("the work units", () => {
  it("are 553: KPU RI, 38 provinces, 514 regencies and cities", () => {
    const counted = new Map<string, number>();
    for (const { code } of workUnits()) {
      const province = code.slice(0, 2);
      if (code.length === 4) counted.set(province, (counted.get(province) ?? 0) + 1);
      else if (code !== "01") counted.set(code, counted.get(code) ?? 0);
    }
    expect([...counted].map(([province, count]) => `${province}:${count}`).join(" ")).toBe(REGENCIES);
    expect(workUnits()).toHaveLength(553);
  });

  it("each have a parent that exists, up to KPU RI", () => {
    for (const { code } of workUnits()) {
      const parent = parentOf(code);
      if (code === "01") expect(parent).toBeUndefined();
      else expect(isWorkUnit(parent ?? "")).toBe(true);
    }
  });

  it("have names of their own: the 26 that are both Kabupaten and Kota stay apart", () => {
    const names = workUnits().map(({ name }) => name);
    expect(new Set(names).size).toBe(553);
    const bare = names.map((name) => name.replace(/^K[PI][UP] (Kabupaten|Kota) /, ""));
    const twice = bare.filter((name, at) => bare.indexOf(name) !== at);
    expect(twice).toHaveLength(26);
    expect(unitName("3322")).toBe("KPU Kabupaten Semarang");
    expect(unitName("3374")).toBe("KPU Kota Semarang");
  });

  it("are called as KPU calls them", () => {
    expect(unitName("11")).toBe("KIP Aceh");
    expect(unitName("1106")).toBe("KIP Kabupaten Aceh Besar");
    expect(unitName("31")).toBe("KPU Provinsi Daerah Khusus Jakarta");
    expect(unitName("3175")).toBe("KPU Kota Jakarta Timur");
    expect(unitName("3316")).toBe("KPU Kabupaten Blora");
    expect(() => unitName("99")).toThrow(RangeError);
    expect(isWorkUnit("toString")).toBe(false);
  });

  it("are no body outside the line, which has a name and nobody above it", () => {
    expect(workUnits().some(({ code }) => code === OUTSIDE)).toBe(false);
    expect(isWorkUnit(OUTSIDE)).toBe(false);
    expect(unitName(OUTSIDE)).toBe("Lembaga luar KPU");
    expect(upwards(OUTSIDE)).toEqual([OUTSIDE]);
    expect(upwards("3316")).toEqual(["3316", "33", "01"]);
  });

  it("of a stack are its province, the regencies below, and KPU RI", () => {
    const codes = unitsOfStack("33").map(({ code }) => code);
    expect(codes).toHaveLength(37);
    expect(codes.every((code) => code === "01" || code.startsWith("33"))).toBe(true);
    expect(unitsOfStack("01").map(({ code }) => code)).toEqual(["01"]);
  });
});
