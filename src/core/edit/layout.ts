import { matchingClose, skipTrivia, tokenEnd } from "./scan";

/** One entry or item as it stands between commas; comments around it are not part of it. */
export interface LayoutItem {
  readonly start: number;
  readonly end: number;
  /** The offset of the comma after it, if there is one. */
  readonly comma?: number;
}

/** An object, array, argument or import list as text: its brackets and what stands between. */
export interface Layout {
  readonly open: number;
  readonly close: number;
  readonly items: readonly LayoutItem[];
}

const skipToken = (text: string, at: number): number | undefined => {
  if (!"([{".includes(text.charAt(at))) return tokenEnd(text, at);
  const close = matchingClose(text, at);
  return close === undefined ? undefined : close + 1;
};

/** Splits what stands in the bracket at `open`; undefined in a text that is not finished. */
export function layoutOf(text: string, open: number): Layout | undefined {
  const items: LayoutItem[] = [];
  let start: number | undefined;
  let end = open + 1;
  let at = skipTrivia(text, open + 1);
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "," || ")]}".includes(character)) {
      if (start !== undefined) items.push({ start, end, ...(character === "," && { comma: at }) });
      if (character !== ",") return { open, close: at, items };
      start = undefined;
      at = skipTrivia(text, at + 1);
      continue;
    }
    start ??= at;
    const next = skipToken(text, at);
    if (next === undefined) return undefined;
    end = next;
    at = skipTrivia(text, next);
  }
  return undefined;
}

/** The item that holds `offset`. */
export const itemAt = (layout: Layout, offset: number): number =>
  layout.items.findIndex((item) => item.start <= offset && offset < item.end);
