/**
 * Edits between two words: letters added, left out, replaced, or swapped with a neighbour. More than
 * `most` are not counted to their end.
 */
function distance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > most && Math.min(...last) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

const LONGEST = 40;
const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The word that was probably meant: written another way, or with at most `most` slips. */
export function closest(
  word: string,
  words: Iterable<string>,
  most = Math.max(1, Math.floor(word.length / 3)),
): string | undefined {
  if (word.length > LONGEST) return undefined;
  const meant = plain(word);
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of words) {
    const other = plain(candidate);
    // So many letters at least are added or left out.
    if (Math.abs(other.length - meant.length) >= least) continue;
    const away = other === meant ? 0 : distance(meant, other, least - 1);
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}
