import { PYTHON } from "../../../program/languageRules";
import type { SyntaxParser } from "../../../parse/syntaxTree";
import type { FunctionExpression } from "../../../program/tree";
import type { Program, Statement } from "../../../program/statementTree";
import { lowerBody, lowerPython, suspends } from "../lower";
import { definitionAt } from "./definition";
import { logicalLines } from "./lines";
import {
  detached,
  memoryOf,
  type Later,
  type Lowered,
  type LoweredPiece,
  type OutlinedPiece,
} from "./memory";
import { outlineOf } from "./outline";
import { bodiesOf, piecesOf, type Body } from "./pieces";
import { placed, type Placing } from "./placed";

interface Source {
  readonly uri: string;
  readonly text: string;
}

/**
 * Lowers a Python text, piece by piece: a piece that was read before is not parsed again, and a
 * function's statements are not parsed before something asks for them. Undefined where `expired`
 * ended the parse. Where the text is valid the program is that of `lowerPython`; where it is broken,
 * a fault does not reach beyond its definition.
 */
export function lowerLazily(
  { uri, text }: Source,
  parser: SyntaxParser,
  expired?: () => boolean,
): Program | undefined {
  const body: Statement[] = [];
  for (const { start, end } of piecesOf(text)) {
    const source = text.slice(start, end);
    const known = memoryOf(parser).pieces.of(source, () => readPiece(source, parser, expired));
    if (!known) return undefined;
    const place = (): readonly Statement[] =>
      "outline" in known
        ? [definitionAt(known.outline, start, () => parsedAt(known.whole(), uri, start, parser))]
        : atPlace(known, uri, start, parser);
    body.push(...standing(known, { uri, start }, place));
  }
  return { rules: PYTHON, text, body };
}

/** Where it stood there when it was last read, it is the very same. */
function standing(
  known: Pick<Lowered, "last">,
  { uri, start }: { readonly uri: string; readonly start: number },
  place: () => readonly Statement[],
): readonly Statement[] {
  if (known.last?.start !== start || known.last.uri !== uri)
    known.last = { uri, start, statements: place() };
  return known.last.statements;
}

const parsedAt = (
  piece: LoweredPiece | undefined,
  uri: string,
  start: number,
  parser: SyntaxParser,
): readonly Statement[] => (piece ? atPlace(piece, uri, start, parser) : []);

/** A piece, or its outline where that is enough; places are relative to its beginning. */
function readPiece(
  text: string,
  parser: SyntaxParser,
  expired: (() => boolean) | undefined,
): LoweredPiece | OutlinedPiece | undefined {
  const outline = outlineOf(text);
  if (!outline) return loweredPiece(text, parser, expired);
  const source = detached(text);
  let whole: LoweredPiece | undefined;
  return { outline, whole: () => (whole ??= loweredPiece(source, parser, undefined)) };
}

/** What stands for statements that are not parsed yet. */
const STUB = "0";

/** The piece with its functions' statements left for later. */
function loweredPiece(
  text: string,
  parser: SyntaxParser,
  expired: (() => boolean) | undefined,
): LoweredPiece | undefined {
  const bodies = bodiesOf(text, logicalLines(text));
  const { short, original } = shortened(text, bodies);
  const later = new Map(bodies.map((body) => [body.start, laterOf(text, body)]));
  const tree = parser.parse(short, { expired });
  if (!tree) return undefined;
  try {
    const { body } = lowerPython(tree.rootNode, short);
    const statements = placed(body, original, (made) => {
      const left = stubbed(made, later);
      return left && suspends(left.source) ? { ...made, suspended: true } : made;
    });
    return { statements, later };
  } finally {
    tree.delete();
  }
}

const HEAD = "def f():\n";

function laterOf(text: string, { start, end, indent }: Body): Later {
  const head = HEAD + " ".repeat(indent);
  return {
    source: detached(head + text.slice(start, end)),
    moved: start - head.length,
  };
}

/** What a function lacks that was parsed with a stub. */
function stubbed(
  { body }: FunctionExpression,
  later: ReadonlyMap<number, Later>,
  start = 0,
): Later | undefined {
  const first = Array.isArray(body) ? (body[0] as Statement | undefined) : undefined;
  return first && later.get(first.range.start - start);
}

/** A piece's text with a stub for each body, and the way back to places in the whole piece. */
function shortened(
  text: string,
  bodies: readonly Body[],
): { readonly short: string; readonly original: Placing } {
  let short = "";
  let from = 0;
  // where each stretch that is kept begins in the short text, and how far it has moved
  const kept: { readonly at: number; readonly moved: number }[] = [];
  for (const body of [...bodies, undefined]) {
    kept.push({ at: short.length, moved: from - short.length });
    short += text.slice(from, body?.start ?? text.length);
    if (body) short += STUB;
    from = body?.end ?? text.length;
  }
  return { short, original: (at) => at + (kept.findLast((one) => one.at <= at)?.moved ?? 0) };
}

function atPlace(
  { statements, later }: LoweredPiece,
  uri: string,
  start: number,
  parser: SyntaxParser,
): readonly Statement[] {
  return placed(
    statements,
    (at) => at + start,
    (made) => {
      const left = stubbed(made, later, start);
      return left ? lazyFunction(made, () => bodyOf(left, uri, start, parser)) : made;
    },
  );
}

/** A function whose statements are parsed when they are first asked for. */
function lazyFunction(
  made: FunctionExpression,
  parse: () => readonly Statement[],
): FunctionExpression {
  let statements: readonly Statement[] | undefined;
  return {
    ...made,
    get body() {
      statements ??= parse();
      return statements;
    },
  };
}

function bodyOf(
  { source, moved }: Later,
  uri: string,
  start: number,
  parser: SyntaxParser,
): readonly Statement[] {
  const known = memoryOf(parser).bodies.of(source, () => {
    const tree = parser.parse(source);
    try {
      return tree && { statements: lowerBody(tree.rootNode, source) };
    } finally {
      tree?.delete();
    }
  });
  const place = (): Statement[] =>
    placed(
      known?.statements ?? [],
      (at) => at + moved + start,
      (made) => made,
    );
  return known ? standing(known, { uri, start: start + moved }, place) : [];
}
