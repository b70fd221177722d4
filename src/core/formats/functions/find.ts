import type { SyntaxNode, SyntaxParser } from "../../parse/syntaxTree";
import { isStackOverflow } from "../../program/errors";
import type { Program } from "../../program/statementTree";
import { lowerPython } from "../../syntax/python/lower";
import { lowerTypeScript } from "../../syntax/typescript/statements";
import type { Range } from "../../text/range";
import { functionAt, numberParameters } from "./functionsIn";
import { isStepName } from "./stepName";

const LOWERINGS = {
  typescript: lowerTypeScript,
  python: (text: string, root: SyntaxNode) => lowerPython(root, text),
} as const;

/** A function that can be drawn, and what of it counts the steps. */
export interface Drawable {
  readonly name: string;
  readonly nameRange: Range;
  /** The parameters to choose from; those first whose names say that they count steps. */
  readonly parameters: readonly string[];
}

/** The function around an offset; undefined where there is none that its file could call by name. */
export function drawableAt(
  text: string,
  language: keyof typeof LOWERINGS,
  parser: SyntaxParser,
  offset: number,
): Drawable | undefined {
  const program = programOf(text, language, parser);
  const found = program && functionAt(program, offset);
  if (!found || found.node.suspended) return undefined;
  const names = numberParameters(found, program.rules);
  const [steps, others] = [names.filter(isStepName), names.filter((name) => !isStepName(name))];
  return { name: found.name, nameRange: found.nameRange, parameters: [...steps, ...others] };
}

function programOf(
  text: string,
  language: keyof typeof LOWERINGS,
  parser: SyntaxParser,
): Program | undefined {
  const tree = parser.parse(text);
  if (!tree) return undefined;
  try {
    return LOWERINGS[language](text, tree.rootNode);
  } catch (error) {
    if (isStackOverflow(error)) return undefined;
    throw error;
  } finally {
    tree.delete();
  }
}
