import { literalPattern } from "../../../text/literalPattern";

/** Characters of one call that are looked at. */
const MOST_OF_CALL = 2000;
const OPENING = "([{";
const CLOSING = ")]}";

/**
 * Whether a call in one of these texts gives a function's parameter, by its name or its place. Of a
 * function that no reading comes to call, such a call tells more than the parameter's default does.
 */
export function isGivenElsewhere(
  texts: readonly string[],
  callee: string,
  { name, place }: { readonly name: string; readonly place: number },
): boolean {
  const calls = new RegExp(`(?<!\\w|(?:def|class)\\s+)${literalPattern(callee)}\\s*\\(`, "g");
  const gives = (argument: string, at: number): boolean => {
    const [, keyword] = /^(\w+)\s*=(?!=)/.exec(argument) ?? [];
    if (keyword !== undefined) return keyword === name;
    return argument.startsWith("*") || at === place;
  };
  return texts.some((text) =>
    [...text.matchAll(calls)].some(({ index, 0: head }) =>
      argumentsAt(text, index + head.length).some(gives),
    ),
  );
}

/** The arguments of a call from behind its bracket on, as they are written. */
function argumentsAt(text: string, start: number): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < Math.min(text.length, start + MOST_OF_CALL); at++) {
    const character = text.charAt(at);
    if (depth === 0 && (character === "," || character === ")")) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
      if (character === ")") break;
    } else if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth -= 1;
  }
  return found.filter((argument) => argument !== "");
}
