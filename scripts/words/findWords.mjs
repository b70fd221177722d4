// Finds the words that people read: what `t` and `word` of src/core/text/words.ts, VS Code's `l10n.t`
// and the probe's `say` are given, as a first argument or as a template's text.
import ts from "typescript";

/** The modules whose functions take words, and these functions as they are called. */
const TRANSLATORS = [
  [/\/words$/, ["t", "word"]],
  [/\/sentence$/, ["say"]],
  // What a required key is for, which the message says where the key is missing.
  [/\/shapes$/, ["required"]],
  [/^vscode$/, ["l10n.t"]],
];

/** What a file calls to have words translated: another module's function `say` is none of these. */
const translatorsOf = ({ statements }) =>
  statements
    .filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier }) =>
      TRANSLATORS.flatMap(([module, names]) => (module.test(moduleSpecifier.text) ? names : [])),
    );

/** "The run has {0} steps." of a template with values. */
function keyOf(template) {
  if (!ts.isTemplateExpression(template)) return template.text;
  return template.templateSpans.reduce(
    (key, { literal }, index) => `${key}{${index}}${literal.text}`,
    template.head.text,
  );
}

/** Several literals joined by `+`. */
function joined({ left, right, operatorToken }) {
  if (operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [head, tail] = [alternatives(left), alternatives(right)];
  return head?.length === 1 && tail?.length === 1 ? [head[0] + tail[0]] : undefined;
}

/** The alternatives of `a ? "one" : "other"`; undefined where one of them is no literal. */
function alternatives(node) {
  if (ts.isParenthesizedExpression(node)) return alternatives(node.expression);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isBinaryExpression(node)) return joined(node);
  if (!ts.isConditionalExpression(node)) return undefined;
  const [yes, no] = [alternatives(node.whenTrue), alternatives(node.whenFalse)];
  return yes && no && [...yes, ...no];
}

/** What a file that takes words from nobody need not be parsed for. */
const TAKES_WORDS = /from "(?:\S*\/(?:words|sentence|shapes)|vscode)"/;

/** The keys in a file's text, and the places where a key is no literal, by line. */
export function findWords(text, file) {
  if (!TAKES_WORDS.test(text)) return { words: [], opaque: [] };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const translators = translatorsOf(source);
  const isTranslator = (node) => translators.includes(node.getText());
  const words = [];
  const opaque = [];
  const visit = (node) => {
    if (ts.isTaggedTemplateExpression(node) && isTranslator(node.tag)) {
      words.push(keyOf(node.template));
    } else if (ts.isCallExpression(node) && isTranslator(node.expression)) {
      const found = node.arguments[0] && alternatives(node.arguments[0]);
      if (found) words.push(...found);
      else opaque.push(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { words, opaque };
}
