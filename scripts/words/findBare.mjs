// Finds English that people would read and no translator sees: texts of several words under the names
// that findings, fixes, facts and refusals have.
import ts from "typescript";

const SHOWN = new Set(["title", "why", "message", "reason", "tooltip", "description"]);
const SEVERAL_WORDS = /[A-Za-z]{2,}[ ,;:]+(?:\$?\{?[A-Za-z]{2,})/;

const isText = (node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** What an expression may come to: both sides of a condition, what stands in brackets. */
function outcomes(node) {
  if (ts.isParenthesizedExpression(node)) return outcomes(node.expression);
  if (ts.isConditionalExpression(node))
    return [...outcomes(node.whenTrue), ...outcomes(node.whenFalse)];
  return [node];
}

/** The lines in which such a text stands as it is. */
export function findBare(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = [];
  const visit = (node) => {
    const named = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node);
    if (named && node.initializer && SHOWN.has(node.name.getText())) {
      const bare = outcomes(node.initializer).filter(
        (one) => isText(one) && SEVERAL_WORDS.test(one.getText()),
      );
      for (const one of bare) lines.push(source.getLineAndCharacterOfPosition(one.pos).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}
