import type { Range } from "../text/range";

const TOKEN =
  /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?|`(?:[^`\\]|\\.)*`?/g;

/** The comments of a part of a text, in its order; what looks like one inside quotes is none. */
export const commentsIn = (text: string, { start, end }: Range): string[] =>
  (text.slice(start, end).match(TOKEN) ?? []).filter((token) => token.startsWith("/"));

/** Comments as lines of their own, each with its line break; empty where there are none. */
export const asLines = (comments: readonly string[]): string =>
  comments.map((comment) => `${comment.trimEnd()}\n`).join("");

/** Comments behind a value on its own line: a line comment becomes a block, so that it ends. */
export const behind = (comments: readonly string[]): string =>
  comments.map((comment) => ` ${asBlock(comment)}`).join("");

const asBlock = (comment: string): string =>
  comment.startsWith("//") ? `/*${comment.slice(2).replaceAll("*/", "* /").trimEnd()} */` : comment;
