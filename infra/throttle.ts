/**
 * Requests per second for the whole stack, and how many may come at once. On a day on which all polling staff are trained
 * a large province opens the form 110 times a second, and each opening asks for so many files and answers
 * that this is enough: `test/e2e/journey.test.ts` counts them.
 */
export const THROTTLE = { rateLimit: 1_500, burstLimit: 3_000 };
