const LONGEST = 40;

/** Rows of the table of distances, written anew each time: words are compared by the thousand. */
const ROWS = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1));
const rowOf = (i: number): Uint8Array => ROWS[i % 3] ?? new Uint8Array();

/**
 * Edits between two words of at most LONGEST letters: letters added, left out, replaced, or swapped
 * with a neighbour. More than `most` are not counted to their end.
 */
function distance(a: string, b: string, most: number): number {
  const first = rowOf(0);
  for (let j = 0; j <= b.length; j++) first[j] = j;
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const least = fillRow(a, b, i);
    if (least > most && leastBefore > most) return most + 1;
    leastBefore = least;
  }
  return rowOf(a.length)[b.length] ?? 0;
}

/** Fills the row of the first `i` letters of `a`; returns its smallest distance. */
function fillRow(a: string, b: string, i: number): number {
  const [row, last, beforeLast] = [rowOf(i), rowOf(i - 1), rowOf(i + 1)];
  let least = i;
  row[0] = i;
  for (let j = 1; j <= b.length; j++) {
    const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    let best = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
    row[j] = best;
    least = Math.min(least, best);
  }
  return least;
}

/** What `answer` says of a word, kept for as many words as a file of the usual kind may have. */
export function remembered<T>(answer: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    if (known.has(word)) return known.get(word) as T;
    const said = answer(word);
    if (known.size >= 4096) known.clear();
    known.set(word, said);
    return said;
  };
}

interface Spelling {
  /** Letters and digits alone, in lower case. */
  readonly letters: string;
  /** One bit a letter that is in it; a few share one. */
  readonly used: number;
}

/** Those of the words that may be meant are asked for often. */
const spelling = remembered((word): Spelling => {
  const letters = word.toLowerCase().replace(/[^a-z0-9]/g, "");
  let used = 0;
  for (let i = 0; i < letters.length; i++) used |= 1 << (letters.charCodeAt(i) & 31);
  return { letters, used };
});

/** Edits that two words lie apart at least: one adds or leaves out a letter, or exchanges two. */
function leastAway(a: Spelling, b: Spelling): number {
  let exchanged = 0;
  for (let bits = a.used ^ b.used; bits !== 0; bits &= bits - 1) exchanged++;
  return Math.max(Math.abs(a.letters.length - b.letters.length), exchanged / 2);
}

/** The word that was probably meant: written another way, or with at most `most` slips. */
export function closest(
  word: string,
  words: Iterable<string>,
  most = Math.max(1, Math.floor(word.length / 3)),
): string | undefined {
  if (word.length > LONGEST) return undefined;
  const meant = spelling(word);
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of words) {
    const other = spelling(candidate);
    if (other.letters.length > LONGEST || leastAway(meant, other) >= least) continue;
    const isSame = other.letters === meant.letters;
    const away = isSame ? 0 : distance(meant.letters, other.letters, least - 1);
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}
