import { partsOf as childrenOf, type SyntaxNode } from "../../parse/syntaxTree";

/** The children that mean something: neither comments nor the backslash of a continued line. */
export const partsOf = (node: SyntaxNode): SyntaxNode[] =>
  childrenOf(node).filter(({ type }) => type !== "line_continuation");
