import type { Analysis, AnalyzedSchedule } from "../analysis";
import { asCounted } from "../formats/counted";
import type { Setting } from "../formats/setting";
import { numberEdit } from "../handles/foreign/foreignAxis";
import { foreignPlaces } from "../handles/foreign/foreignHandles";
import { mayMean } from "../handles/foreign/meanings";
import type { NumberEdit } from "../handles/handle";
import type { ParsedDocument } from "../parse/sourceValue";
import type { Fix, Problem, Severity } from "../problem";
import { fileName } from "../text/fileName";
import { t } from "../text/words";
import { WISHES, type Run } from "./wishes";

/** Reads a document anew as it would be with a fix. */
export type ReadWith = (fix: Fix) => Promise<Analysis | undefined>;

/** A file is read anew for each fix that may be one: so many at most. */
const MOST_TRIED = 8;
const MOST_OFFERED = 2;

/**
 * What mends a rule's finding in another program's file by one number of its text. Each was tried: the
 * file read anew has a finding of the rule less, and no other one more that is as severe. None where the program's own
 * rules, or ours for our own definitions, bring their fixes with them.
 */
export async function foreignFixes(
  analysis: Analysis,
  problem: Problem,
  readWith: ReadWith,
): Promise<readonly Fix[]> {
  const index = analysis.schedules.findIndex(({ problems }) => problems.includes(problem));
  const before = analysis.schedules[index];
  if (!before?.foreign || problem.fixes.length > 0) return [];
  // of one number the first amount that mends
  const found = new Map<Setting, Fix>();
  for (const { fix, setting } of candidates(analysis.document, before, problem.code)) {
    if (found.size === MOST_OFFERED) break;
    if (found.has(setting)) continue;
    const after = (await readWith(fix))?.schedules[index];
    if (isMended(before, after, problem)) found.set(setting, fix);
  }
  return [...found.values()].map((fix, i) => (i === 0 ? { ...fix, preferred: true } : fix));
}

/** A number that says another amount. */
interface Candidate {
  readonly setting: Setting;
  readonly fix: Fix;
}

/** Other amounts of the numbers that a rule may mean, the likeliest first, each literal's once. */
function candidates(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  code: string,
): Candidate[] {
  const { schedule, foreign } = asCounted(analyzed);
  if (!schedule || !foreign) return [];
  const run: Run = { schedule, places: foreignPlaces(analyzed) };
  const all = (WISHES[code] ?? []).flatMap(({ means, amounts }) =>
    foreign.settings
      .filter(({ name }) => means.some((meaning) => mayMean(name, meaning)))
      .flatMap((setting) =>
        amounts(setting, run)
          .filter((amount) => Number.isFinite(amount) && amount !== setting.value)
          .flatMap((amount) => fixOf(document, setting, amount))
          .map((fix) => ({ setting, fix })),
      ),
  );
  const once = new Map(all.toReversed().map((one) => [placeOf(one), one]));
  return [...once.values()].toReversed().slice(0, MOST_TRIED);
}

const placeOf = ({ fix: { edits, elsewhere } }: Candidate): string =>
  JSON.stringify([edits, elsewhere?.uri, elsewhere?.edits]);

function fixOf(document: ParsedDocument, setting: Setting, amount: number): Fix[] {
  return numberEdit(document, setting, amount).map(({ range, text, uri }: NumberEdit): Fix => {
    const title = t`Set ${setting.name} to ${text}`;
    if (uri === undefined) return { title, edits: [{ range, text }] };
    const elsewhere = { uri, text: document.files?.get(uri) ?? "", edits: [{ range, text }] };
    return { title: t`${title} (in ${fileName(uri)})`, edits: [], elsewhere };
  });
}

function isMended(
  { problems: before }: AnalyzedSchedule,
  after: AnalyzedSchedule | undefined,
  { code, severity }: Problem,
): boolean {
  if (!after?.schedule) return false;
  const asSevere = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
  const weighed = (problems: readonly Problem[]) =>
    counts(problems.filter((problem) => asSevere.includes(problem.severity)));
  const [was, is] = [weighed(before), weighed(after.problems)];
  const isLess = (is.get(code) ?? 0) < (was.get(code) ?? 0);
  return isLess && [...is].every(([other, count]) => count <= (was.get(other) ?? 0));
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

function counts(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { code } of problems) found.set(code, (found.get(code) ?? 0) + 1);
  return found;
}
