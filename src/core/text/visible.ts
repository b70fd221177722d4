// Control characters but tab and line break; marks that turn the direction of text around or join it;
// characters without a width.
const HIDDEN = /[^\P{Cc}\t\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

const codeOf = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;

/**
 * Text from a file with all that would not be seen written out: "\u202e" instead of a turn of the
 * direction, "\u001b" instead of the start of a terminal's command. In JSON it says the same.
 */
export const visible = (text: string): string => text.replace(HIDDEN, codeOf);
