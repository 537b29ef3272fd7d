import { account } from "./form/account.ts";
import { after } from "./form/after.ts";
import { reporterCodes } from "./form/codes.ts";
import { common } from "./form/common.ts";
import { conflict } from "./form/conflict.ts";
import { consents } from "./form/consents.ts";
import { evidence } from "./form/evidence.ts";
import { happenings } from "./form/happenings.ts";
import { identity } from "./form/identity.ts";
import { myReportDoor } from "./form/my-report-door.ts";
import { needs } from "./form/needs.ts";
import { opening } from "./form/opening.ts";
import { outside } from "./form/outside.ts";
import { receipt } from "./form/receipt.ts";
import { recipients } from "./form/recipients.ts";
import { respondents } from "./form/respondents.ts";
import { retaliation } from "./form/retaliation.ts";
import { review } from "./form/review.ts";
import { role } from "./form/role.ts";
import { unit } from "./form/unit.ts";
import { whenWhere } from "./form/when-where.ts";
import { type InLanguage, type Language, pick } from "./language.ts";

const screens = {
  ...{ common, opening, role, unit, conflict, needs, whenWhere, happenings, account, respondents, retaliation },
  ...{ evidence, identity, consents, recipients, review, receipt, after, outside, myReportDoor, codes: reporterCodes },
};
export type FormWords = InLanguage<typeof screens>;

/** Both languages are in the page: changing must not need a network. */
export const formWords: Readonly<Record<Language, FormWords>> = { id: pick(screens, "id"), en: pick(screens, "en") };
