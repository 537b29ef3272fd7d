import type { HelpContact } from "../shared/contract.ts";
import { isUnitCode } from "../shared/kind.ts";
import { isVerifier, type Verifier } from "../shared/verifier.ts";
import type { UnitCode } from "../shared/work-unit.ts";
import { noSettings } from "./words/settings.ts";

/** What differs between the pages of two stacks; it stands in their HTML, put there by `infra/build-site.ts`. */
export interface PageSettings {
  /** The stack whose pages these are: KPU RI or a province. */
  readonly stack: UnitCode;
  /** The key that vouches for KPU RI's Satgas: the one thing that these pages trust. */
  readonly root: Verifier;
  /** The stack's own people to call. */
  readonly help: readonly HelpContact[];
  /** Of KPU RI's pages: the other stacks, in which its members sit too. */
  readonly others?: readonly OtherStack[];
}

interface OtherStack {
  readonly stack: UnitCode;
  readonly origin: string;
}

/**
 * The settings in a text of JSON; nothing when it is not exactly that. Checked by hand: a schema library would cost
 * every reporter 8 KB before her first question.
 */
export function readSettings(text: string): PageSettings | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { stack, root, help, others, ...more } = fieldsOf(json);
  const fits = isStack(stack) && isVerifier(root) && Array.isArray(help) && help.every(isContact) && none(more);
  if (!fits || (others !== undefined && !(Array.isArray(others) && others.every(isOther)))) return undefined;
  return { stack, root, help, ...(others !== undefined && { others }) };
}

/** Those of this page; nothing when it has none, and then it trusts nobody. */
export const pageSettings = (): PageSettings | undefined =>
  readSettings(globalThis.document?.getElementById("posko-settings")?.textContent ?? "");

/** Says below what stands on the page, in both languages, that it can take no report; the numbers to call stay. */
export function sayNoSettings(page: HTMLElement): void {
  for (const [lang, sentence] of Object.entries(noSettings)) {
    page.append(Object.assign(document.createElement("p"), { className: "page", lang, textContent: sentence }));
  }
}

const isStack = (value: unknown): value is UnitCode => isUnitCode(value) && value.length === 2;

function isOther(value: unknown): value is OtherStack {
  const { stack, origin, ...more } = fieldsOf(value);
  return isStack(stack) && isText(origin, /^https?:\/\/[\w.:-]+$/) && none(more);
}

function isContact(value: unknown): value is HelpContact {
  const { name, call, note, lastVerified, ...more } = fieldsOf(value);
  const { id, en, ...others } = fieldsOf(note);
  return (
    isText(name, /./s) &&
    isText(call, /^[\d-]{3,20}$/) &&
    isText(id) &&
    isText(en) &&
    isText(lastVerified, /^\d{4}-\d{2}-\d{2}$/) &&
    none(more) &&
    none(others)
  );
}

const fieldsOf = (value: unknown) => Object(value) as Readonly<Record<string, unknown>>;
const isText = (value: unknown, form = /(?:)/): boolean => typeof value === "string" && form.test(value);
const none = (more: object): boolean => Object.keys(more).length === 0;

/**
 * As {@link pageSettings}, for whatever runs once the page has said that it has them: without, they verify nothing. Last,
 * because it is read as the page loads, with all that stands above.
 */
export const settings: PageSettings = pageSettings() ?? {
  stack: "00",
  root: { kty: "EC", crv: "P-256", x: "", y: "" },
  help: [],
};
