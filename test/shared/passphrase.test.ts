import { describe, expect, it } from "vitest";
import { canonicalPassphrase, newPassphrase, unknownWord } from "../../shared/passphrase.ts";
import { WORDS } from "../../shared/words.ts";

describe("a passphrase", () => {
  it("is eight of 1,024 words, as it is typed", () => {
    const passphrase = newPassphrase();
    const words = passphrase.split("-");
    expect(words).toHaveLength(8);
    expect(words.filter((word) => !WORDS.includes(word))).toEqual([]);
    expect(canonicalPassphrase(`  ${words.join("  ").toUpperCase()} `)).toBe(passphrase);
    expect(canonicalPassphrase("made elsewhere")).toBe("made elsewhere");
    expect(newPassphrase()).not.toBe(passphrase);
  });

  it("says which of its words was mistyped", () => {
    const words = newPassphrase().split("-");
    expect(unknownWord(words.join(" "))).toBeUndefined();
    expect(unknownWord(words.with(2, "xyzzy").join(" "))).toBe(3);
    expect(unknownWord("three words here")).toBeUndefined();
  });
});

describe("the words", () => {
  it("are 1,024, and no slip of one letter makes another of them", () => {
    expect(new Set(WORDS).size).toBe(1_024);
    // Two words that differ by one letter, put in, left out or exchanged, share what is left without it.
    const without = new Map<string, string>();
    for (const word of WORDS) {
      expect(word).toMatch(/^[a-z]{4,8}$/);
      for (const rest of new Set([word, ...[...word].map((_, at) => `${word.slice(0, at)}_${word.slice(at + 1)}`)])) {
        expect(without.get(rest) ?? word).toBe(word);
        without.set(rest, word);
      }
      const shorter = [...word].map((_, at) => word.slice(0, at) + word.slice(at + 1));
      expect(shorter.filter((rest) => WORDS.includes(rest))).toEqual([]);
    }
  });
});
