import { literalPattern } from "../../../text/literalPattern";

/** Characters of one call that are looked at. */
const MOST_OF_CALL = 2000;
const OPENING = "([{";
const CLOSING = ")]}";

/** The calls that stand in texts, whether a reading comes to them or not. */
export class WrittenCalls {
  private readonly known = new Map<string, readonly (readonly string[])[]>();
  private texts: readonly string[] | undefined;

  constructor(private readonly read: () => readonly string[]) {}

  /**
   * Whether one of them gives a function's parameter, by its name or its place. Of a function that no
   * reading comes to call, such a call tells more than the parameter's default does.
   */
  give(
    callee: string,
    { name, place }: { readonly name: string; readonly place: number },
  ): boolean {
    const gives = (argument: string, at: number): boolean => {
      const [, keyword] = /^(\w+)\s*=(?!=)/.exec(argument) ?? [];
      if (keyword !== undefined) return keyword === name;
      return argument.startsWith("*") || at === place;
    };
    return this.callsOf(callee).some((call) => call.some(gives));
  }

  private callsOf(callee: string): readonly (readonly string[])[] {
    const calls = this.known.get(callee) ?? this.find(callee);
    this.known.set(callee, calls);
    return calls;
  }

  private find(callee: string): readonly (readonly string[])[] {
    const calls = new RegExp(`(?<!\\w|(?:def|class)\\s+)${literalPattern(callee)}\\s*\\(`, "g");
    this.texts ??= this.read();
    return this.texts.flatMap((text) =>
      [...text.matchAll(calls)].map(({ index, 0: head }) => argumentsAt(text, index + head.length)),
    );
  }
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
