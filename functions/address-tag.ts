import { createHash } from "node:crypto";

/**
 * Stands for an address in what SES tells back of a letter: enough to see whether it is still the member's, and no
 * address to be read where feedback passes. SES allows letters, digits, hyphen and underscore.
 */
export const addressTag = (address: string): string =>
  createHash("sha256").update(address.trim().toLowerCase()).digest("base64url").slice(0, 16);
