/** A stretch of a line for a person to look at, and what stands under it to lead the eye to a place in it. */
export interface Excerpt {
  readonly line: string;
  /** Blanks, as wide as what stands before the place. */
  readonly indent: string;
}

const charactersMost = 100;
/** Of no width: accents of their own, joiners. */
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** Two columns wide on a terminal. */
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;
/** A blank of two columns. */
const wideBlank = '\u3000';

/** What a terminal would act upon instead of showing it, control characters of both kinds and changes of direction, as dots. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '·');
}

/** @param at a place in the text, in UTF-16 units */
export function excerpt(text: string, at: number): Excerpt {
  const wanted = Math.max(0, Math.min(at - charactersMost / 2, text.length - charactersMost));
  const from = wholeFrom(text, wanted);
  const to = wholeFrom(text, Math.min(text.length, wanted + charactersMost));
  const before = `${from > 0 ? '…' : ''}${visible(text.slice(from, at))}`;
  return {
    line: `${before}${visible(text.slice(at, to))}${to < text.length ? '…' : ''}`,
    indent: [...before].map(blank).join(''),
  };
}

function blank(character: string): string {
  return nothing.test(character) ? '' : wide.test(character) ? wideBlank : ' ';
}

/** The place, or the one behind it where it is in the middle of a character. */
function wholeFrom(text: string, at: number): number {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at;
}
