const DOT = 46;

/**
 * Whether a character belongs to a word. Asked for every occurrence of a name: a short one stands in
 * a long file ten thousand times, inside of other words, so that this is no regular expression.
 */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36 ||
  code >= 128;

/** Offsets at which `name` stands as a whole word that is not a property. */
export function* usesOf(name: string, text: string): Generator<number> {
  // What is still to be typed is an identifier without a name, which would be found without end.
  if (name === "") return;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text.charCodeAt(at - 1);
    if (
      !isWord(before) &&
      !isWord(text.charCodeAt(at + name.length)) &&
      (before !== DOT || text.startsWith("...", at - 3))
    ) {
      yield at;
    }
  }
}
