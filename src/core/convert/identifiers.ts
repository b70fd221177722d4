const RESERVED: ReadonlySet<string> = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);

/** A name as a constant's: "ResNet-50, batch 8k" becomes resNet50Batch8k; none of `taken`. */
export function identifierFor(name: string, taken: ReadonlySet<string>): string {
  const words = name.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  const joined = words.map((word, i) => (i === 0 ? lower(word) : upper(word))).join("");
  const start = joined === "" ? "schedule" : /^\p{N}/u.test(joined) ? `_${joined}` : joined;
  const unusable = RESERVED.has(start) || taken.has(start);
  let identifier = unusable ? `${start}Schedule` : start;
  for (let i = 2; taken.has(identifier); i++) identifier = `${start}${i}`;
  return identifier;
}

/** All capitals stay: GPT is no gPT. */
const lower = (word: string): string =>
  /^\p{Lu}{2}/u.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);

const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
