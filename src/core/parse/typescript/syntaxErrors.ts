import { rangeOf, type SyntaxNode } from "../syntaxTree";
import { textOf, type Site } from "./module";
import { brokenMessage, firstLineOf, type Reading } from "./reading";

/** Reports what the tree could not read within `node`, each at the narrowest node. */
export function reportErrors(reading: Reading, node: SyntaxNode, site: Site): void {
  const open: SyntaxNode[] = [node];
  for (let at = open.pop(); at && !reading.problems.full; at = open.pop()) {
    if (!at.hasError && !at.isMissing) continue;
    if (at.isError || at.isMissing) {
      const range = at.isMissing ? rangeOf(at) : firstLineOf(at, site);
      reading.report(site, range, brokenMessage(at, textOf(at, site.module)));
    } else for (const child of at.children) if (child) open.push(child);
  }
}
