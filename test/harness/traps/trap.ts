/** A file of another program with a mistake that its library's users make. */
export interface Trap {
  /** The mistake, in a few words; it names the test. */
  readonly trap: string;
  readonly file: string;
  readonly text: string;
  /** The rule's id, the text that it underlines, and a part of its message. */
  readonly code: string;
  readonly marked: string;
  readonly says: string;
  /** The one part of the text that the first fix changes; absent where no literal settles it. */
  readonly fix?: { readonly before: string; readonly after: string };
  /** It is told of the mended text as well: of any such list. */
  readonly stays?: true;
}

/** The text after the fix. */
export function mendedText({ text, fix }: Trap): string {
  if (!fix) throw new Error("it has no fix");
  if (text.split(fix.before).length !== 2) throw new Error(`"${fix.before}" does not stand once`);
  return text.replace(fix.before, () => fix.after);
}
