import { MAX_TYPESCRIPT_LENGTH } from "../../parse/limits";
import type { SyntaxParser } from "../../parse/syntaxTree";
import type { Problem } from "../../problem";
import { isStackOverflow } from "../../program/errors";
import type { Program } from "../../program/statementTree";
import type { Symbols } from "../../schedule/unknownValue";
import { membersNamed, type Member } from "../../syntax/typescript/members";
import { lowerTypeScript } from "../../syntax/typescript/statements";
import { formatCount } from "../../text/format";
import { t } from "../../text/words";
import type { ForeignDefinition, ForeignEvaluation, FormatReader } from "../format";
import { scheduleOfRun } from "../foreignSchedule";
import type { FoundRate } from "./found";
import { isMemberName, rateMembers } from "./members";
import { previewed, rateFunctions } from "./rateFunctions";
import { JavaScriptRun } from "./script";
import { momentumSet } from "./setMomentum";
import { ratesSetInLoops } from "./trainingLoops";

/** Reads what a file of JavaScript or TypeScript computes as a rate, without a definition of ours. */
export const readJavaScript: FormatReader = (head, { parser, previews = [], expired }) => {
  if (head.text.length > MAX_TYPESCRIPT_LENGTH)
    return { definitions: [], problems: [tooLong(head.text)] };
  const read = parser && parsed(parser, head.text, expired);
  if (!read) return { definitions: [], problems: [] };
  const { program, members } = read;
  const runs = new Runs(program);
  const asked = previewed(program, previews);
  const found = [
    ...rateFunctions(program, runs.of({})),
    ...ratesSetInLoops(program),
    ...rateMembers(program, members),
  ];
  const others = found.filter(({ name }) => asked.every((one) => one.name !== name));
  const all = [...asked, ...others].sort((a, b) => a.anchor.start - b.anchor.start);
  return { definitions: all.map((one) => definitionOf(one, runs)), problems: momentumSet(program) };
};

/** Said at the first line, as of a file of our own definitions. */
const tooLong = (text: string): Problem => ({
  code: "too-large",
  severity: "information",
  message: t`This file has ${formatCount(text.length)} characters; schedules in files of up to ${formatCount(MAX_TYPESCRIPT_LENGTH)} are read.`,
  range: { start: 0, end: Math.min(80, (text.indexOf("\n") + 1 || text.length + 1) - 1) },
  fixes: [],
});

function parsed(
  parser: SyntaxParser,
  text: string,
  expired: (() => boolean) | undefined,
): { readonly program: Program; readonly members: readonly Member[] } | undefined {
  const tree = parser.parse(text, { expired });
  if (!tree) return undefined;
  try {
    return {
      program: lowerTypeScript(text, tree.rootNode),
      members: membersNamed(tree.rootNode, text, isMemberName),
    };
  } catch (error) {
    // expressions nested beyond what the stack holds
    if (isStackOverflow(error)) return undefined;
    throw error;
  } finally {
    tree.delete();
  }
}

/** The file as run with the values that the user gave; the last run is kept. */
class Runs {
  private key = "";
  private run: JavaScriptRun | undefined;

  constructor(private readonly program: Program) {}

  of(symbols: Symbols): JavaScriptRun {
    const key = JSON.stringify(Object.entries(symbols).sort());
    if (!this.run || this.key !== key) this.run = new JavaScriptRun(this.program, symbols);
    this.key = key;
    return this.run;
  }
}

const definitionOf = (found: FoundRate, runs: Runs): ForeignDefinition => ({
  name: found.name,
  anchor: found.anchor,
  range: found.range,
  format: found.format,
  clock: found.clock,
  stepped: found.format === "function" ? "unknown" : found.clock === "epoch" ? "epoch" : "batch",
  evaluate: (symbols): ForeignEvaluation => {
    const { run, unknowns } = found.run(runs.of(symbols), symbols);
    const problems: Problem[] = [];
    const schedule = run && scheduleOfRun({ ...run, name: found.name }, found.anchor, problems);
    return { schedule, problems, unknowns };
  },
});
