/**
 * Foreign text (a schedule's name, an expression) as Markdown that shows it literally, on one line,
 * also inside a table: whatever might be markup becomes a character reference.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`);
