import type { SyntaxParser } from "../../parse/syntaxTree";
import type { Problem } from "../../problem";
import type { Program } from "../../program/tree";
import type { Symbols } from "../../schedule/unknownValue";
import { membersNamed, type Member } from "../../syntax/typescript/members";
import { lowerTypeScript } from "../../syntax/typescript/statements";
import type { ForeignDefinition, ForeignEvaluation, FormatReader } from "../format";
import { scheduleOfRun } from "../foreignSchedule";
import type { FoundRate } from "./found";
import { isMemberName, rateMembers } from "./members";
import { previewed, rateFunctions } from "./rateFunctions";
import { JavaScriptRun } from "./script";
import { ratesSetInLoops } from "./trainingLoops";

/** Reads what a file of JavaScript or TypeScript computes as a rate, without a definition of ours. */
export const readJavaScript: FormatReader = (head, { parser, previews = [], expired }) => {
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
  return { definitions: all.map((one) => definitionOf(one, runs)), problems: [] };
};

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
    if (error instanceof RangeError) return undefined;
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
