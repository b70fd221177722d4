/** On one line, at most so many letters. */
export function shortened(words: string, most: number): string {
  const letters = Array.from(words.replace(/\s+/g, " "));
  return letters.length <= most
    ? letters.join("")
    : `${letters.slice(0, Math.max(1, Math.floor(most) - 1)).join("")}…`;
}
