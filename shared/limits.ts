/**
 * How long answers may be, without a schema: the form counts as the reader's schema does, and must not carry its
 * library. What lies inside a seal is read for thirty years, so no number here may ever become smaller.
 */

/** Characters (UTF-16 units) of a line and of a story. */
export const LINE = 500;
export const STORY = 200_000;
/** Entries of a list. */
export const RESPONDENTS = 20;
export const CONTACTS = 5;
