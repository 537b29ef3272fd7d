import type { Answers } from "./content/report.ts";

/** Whether the Satgas has something to act on. Besides the work unit this is all that is asked of a reporter. */
export const tellsSomething = ({ account, happenings, needs, needsInWords }: Partial<Answers>): boolean =>
  Boolean(account?.trim() || happenings?.length || needs?.length || needsInWords?.trim());
