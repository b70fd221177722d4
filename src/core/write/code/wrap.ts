/** Places of ` + `, ` - ` and the words of a conditional outside of all brackets. */
function breaks(text: string): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth === 0 && /^ (?:[+-]|if|else|\?|:) /.test(text.slice(i, i + 6))) found.push(i + 1);
  }
  return found.length > 0 ? found : productBreaks(text);
}

function productBreaks(text: string): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth === 0 && /^ [*/%] /.test(text.slice(i, i + 3))) found.push(i + 1);
  }
  return found;
}

/**
 * `head` and an expression, on one line where it fits, else in brackets with a line for each part,
 * as the formatters of Python and JavaScript break it.
 */
export function wrapped(
  head: string,
  value: string,
  width: number,
  brackets: "()" | "",
  tail = "",
): string[] {
  const indent = /^ */.exec(head)?.[0] ?? "";
  const places = breaks(value);
  if (head.length + value.length + tail.length <= width || places.length === 0)
    return [`${head}${value}${tail}`];
  const cuts = [0, ...places, value.length];
  const parts = cuts.slice(1).map((end, i) => value.slice(cuts[i], end).trimEnd());
  const step = indent.length === 0 || brackets === "()" ? "    " : "  ";
  const inner = `${indent}${step}`;
  return brackets === "()"
    ? [`${head}(`, ...parts.map((part) => `${inner}${part}`), `${indent})${tail}`]
    : [`${head}${parts[0] ?? ""}`, ...parts.slice(1).map((part) => `${inner}${part}`)].map(
        (line, i, all) => (i === all.length - 1 ? `${line}${tail}` : line),
      );
}
