/**
 * The days on which offices are closed: national holidays and collective leave (cuti bersama), by the joint decision
 * of three ministers (SKB 3 Menteri) that comes each year around September for the year after.
 *
 * A year goes in whole and from its decision, or not at all: half a year would look known (`holidaysKnown`). Its
 * weekdays as printed go into the test, which finds a date that was copied wrongly. A decision may change during its
 * year, as on 7 August 2025; Idulfitri and Iduladha follow the Minister of Religion's own decision; an election day is
 * added by the President. So compare again, and then move `lastVerified`.
 * Days that only some regions keep (Galungan in Bali, 5 February in Papua) are not in it and count as working days.
 */

export interface HolidayYear {
  readonly decision: string;
  /** Where the decision's lists are published. */
  readonly source: string;
  /** The day on which every date and weekday was last compared with a copy of what is published there. */
  readonly lastVerified: string;
  /** Name by ISO date. Days at a weekend stay in, so that the list can be compared with the decision. */
  readonly national: Readonly<Record<string, string>>;
  readonly leave: Readonly<Record<string, string>>;
}

export const holidays: Readonly<Record<number, HolidayYear>> = {
  2025: {
    decision: "SKB 1017/2024, 2/2024, 2/2024; 18 August: SKB 933/2025, 1/2025, 3/2025",
    source: "https://setkab.go.id/pemerintah-tetapkan-hari-libur-nasional-dan-cuti-bersama-tahun-2025/",
    lastVerified: "2026-11-24",
    national: {
      "2025-01-01": "Tahun Baru",
      "2025-01-27": "Isra Mikraj",
      "2025-01-29": "Imlek",
      "2025-03-29": "Nyepi",
      "2025-03-31": "Idulfitri",
      "2025-04-01": "Idulfitri",
      "2025-04-18": "Wafat Yesus Kristus",
      "2025-04-20": "Paskah",
      "2025-05-01": "Hari Buruh",
      "2025-05-12": "Waisak",
      "2025-05-29": "Kenaikan Yesus Kristus",
      "2025-06-01": "Hari Lahir Pancasila",
      "2025-06-06": "Iduladha",
      "2025-06-27": "Tahun Baru Islam",
      "2025-08-17": "Kemerdekaan",
      "2025-09-05": "Maulid Nabi",
      "2025-12-25": "Natal",
    },
    leave: {
      "2025-01-28": "Imlek",
      "2025-03-28": "Nyepi",
      "2025-04-02": "Idulfitri",
      "2025-04-03": "Idulfitri",
      "2025-04-04": "Idulfitri",
      "2025-04-07": "Idulfitri",
      "2025-05-13": "Waisak",
      "2025-05-30": "Kenaikan Yesus Kristus",
      "2025-06-09": "Iduladha",
      "2025-08-18": "Kemerdekaan",
      "2025-12-26": "Natal",
    },
  },
  2026: {
    decision: "SKB 1497/2025, 2/2025, 5/2025; collective leave again in Keppres 42/2025",
    source: "https://setneg.go.id/baca/index/inilah_skb_3_menteri_libur_nasional_dan_cuti_bersama_2026",
    lastVerified: "2026-11-24",
    national: {
      "2026-01-01": "Tahun Baru",
      "2026-01-16": "Isra Mikraj",
      "2026-02-17": "Imlek",
      "2026-03-19": "Nyepi",
      "2026-03-21": "Idulfitri",
      "2026-03-22": "Idulfitri",
      "2026-04-03": "Wafat Yesus Kristus",
      "2026-04-05": "Paskah",
      "2026-05-01": "Hari Buruh",
      "2026-05-14": "Kenaikan Yesus Kristus",
      "2026-05-27": "Iduladha",
      "2026-05-31": "Waisak",
      "2026-06-01": "Hari Lahir Pancasila",
      "2026-06-16": "Tahun Baru Islam",
      "2026-08-17": "Kemerdekaan",
      "2026-08-25": "Maulid Nabi",
      "2026-12-25": "Natal",
    },
    leave: {
      "2026-02-16": "Imlek",
      "2026-03-18": "Nyepi",
      "2026-03-20": "Idulfitri",
      "2026-03-23": "Idulfitri",
      "2026-03-24": "Idulfitri",
      "2026-05-15": "Kenaikan Yesus Kristus",
      "2026-05-28": "Iduladha",
      "2026-12-24": "Natal",
    },
  },
  2027: {
    // The Keppres on collective leave of the civil service for 2027 was not found yet: compare when it is out.
    decision: "SKB 1205/2026, 3/2026, 2/2026",
    source: "https://www.kemenkopmk.go.id/pemerintah-tetapkan-18-hari-libur-nasional-dan-8-cuti-bersama-tahun-2027",
    lastVerified: "2026-11-24",
    national: {
      "2027-01-01": "Tahun Baru",
      "2027-01-05": "Isra Mikraj",
      "2027-02-06": "Imlek",
      "2027-03-08": "Nyepi",
      "2027-03-10": "Idulfitri",
      "2027-03-11": "Idulfitri",
      "2027-03-26": "Wafat Yesus Kristus",
      "2027-03-28": "Paskah",
      "2027-05-01": "Hari Buruh",
      "2027-05-06": "Kenaikan Yesus Kristus",
      "2027-05-17": "Iduladha",
      "2027-05-20": "Waisak",
      "2027-06-01": "Hari Lahir Pancasila",
      "2027-06-06": "Tahun Baru Islam",
      "2027-08-15": "Maulid Nabi",
      "2027-08-17": "Kemerdekaan",
      "2027-12-25": "Natal",
      "2027-12-26": "Isra Mikraj",
    },
    leave: {
      "2027-02-05": "Imlek",
      "2027-03-09": "Idulfitri",
      "2027-03-12": "Idulfitri",
      "2027-03-15": "Idulfitri",
      "2027-03-25": "Wafat Yesus Kristus",
      "2027-05-18": "Iduladha",
      "2027-05-19": "Waisak",
      "2027-12-24": "Natal",
    },
  },
};
