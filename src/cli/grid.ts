import type { Analysis, AnalyzedSchedule } from "../core/analysis";
import { applyChanges } from "../core/edit/applyChanges";
import type { Path, SourceValue } from "../core/parse/sourceValue";
import { valueAt } from "../core/parse/sourceValue";
import type { PlannableSchedule } from "../core/probePlan";
import type { Setting } from "../core/probeSetting";
import { formatCount } from "../core/text/format";
import type { TextEdit } from "../core/text/range";
import { UsageError } from "./exit";
import { type Flags, listFlag } from "./flags";
import { plannable } from "./plannable";

/** The flag by which one definition is tried out under several settings. */
export const GRID = { grid: { type: "string", multiple: true } } as const;

/** As many schedules as a saved run may have. */
const MOST_SETTINGS = 256;

/** Reads a file; with `text`, as if that stood in it. */
export type Read = (file: string, text?: string) => Promise<Analysis>;

interface Axis {
  /** As it was written. */
  readonly name: string;
  readonly path: Path;
  readonly values: readonly Setting[string][];
}

/** `--grid "learningRate[0].to=0.1,0.3"`, repeatable: the settings are the product. */
export function axesOf(flags: Flags): Axis[] {
  const axes = listFlag(flags, "grid").map(axisOf);
  for (const [i, { name, path }] of axes.entries()) {
    const before = axes.slice(0, i).some((other) => other.path.join() === path.join());
    if (before) throw new UsageError(`--grid names ${name} twice`);
  }
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count <= MOST_SETTINGS) return axes;
  throw new UsageError(
    `--grid makes ${formatCount(count)} schedules; at most ${formatCount(MOST_SETTINGS)} can be compared`,
  );
}

function axisOf(text: string): Axis {
  const [, name = "", list = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const path = pathOf(name.trim());
  const values = list.split(",").map((value) => value.trim());
  if (path === undefined || values.includes("")) {
    throw new UsageError(`--grid takes "PATH=VALUE,VALUE …", not "${text}"`);
  }
  const parsed = values.map(valueOf);
  const twice = values.find((_, i) => parsed.indexOf(parsed[i] ?? "") < i);
  if (twice !== undefined) throw new UsageError(`--grid gives ${name.trim()} ${twice} twice`);
  return { name: name.trim(), path, values: parsed };
}

/** "learningRate[0].to" and "learningRate.0.to" say the same. */
function pathOf(name: string): Path | undefined {
  const steps = name.replace(/\[(\d+)\]/g, ".$1").split(".");
  if (steps.some((step) => !/^[\p{L}\p{N}_$-]+$/u.test(step))) return undefined;
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function valueOf(text: string): Setting[string] {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function settingsOf(axes: readonly Axis[]): Setting[] {
  return axes.reduce<Setting[]>(
    (settings, { name, values }) =>
      settings.flatMap((setting) => values.map((value) => ({ ...setting, [name]: value }))),
    [{}],
  );
}

/**
 * The schedules that the axes make of one definition: each is the text of the file, changed as the
 * editor changes it, and read again.
 */
export async function gridOf(
  file: string,
  { document, schedules }: Analysis,
  axes: readonly Axis[],
  read: Read,
): Promise<Omit<PlannableSchedule, "id">[]> {
  const [found, ...others] = schedules;
  if (!found) throw new UsageError(`${file} has no schedule to try out`);
  if (others.length > 0) {
    throw new UsageError("--grid makes the schedules of one definition: name it by --schedule");
  }
  if (found.foreign) {
    throw new UsageError(`--grid changes definitions of our own; "${found.name}" is none`);
  }
  for (const { path } of axes) requirePath(found, path);
  const made: Omit<PlannableSchedule, "id">[] = [];
  for (const setting of settingsOf(axes)) {
    const edits = editsOf(document, found, axes, setting);
    const text = withEdits(document.text, edits);
    made.push(plannable(changed(await read(file, text), found, edits), text, setting));
  }
  return made;
}

function requirePath({ source, name }: AnalyzedSchedule, path: Path): void {
  for (let length = 1; length <= path.length; length++) {
    if (valueAt(source, path.slice(0, length)) !== undefined) continue;
    const parent = valueAt(source, path.slice(0, length - 1));
    const holder = length === 1 ? `"${name}"` : written(path.slice(0, length - 1));
    throw new UsageError(
      `"${name}" has no ${written(path)}, which --grid sets: ${holder} has ${partsOf(parent)}`,
    );
  }
}

const written = (path: Path): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);

function partsOf(value: SourceValue | undefined): string {
  if (value?.type === "object") return value.entries.map(({ key }) => key).join(", ") || "no parts";
  if (value?.type === "array") return value.items.map((_, i) => `[${i}]`).join(", ") || "no items";
  return "no parts";
}

function editsOf(
  document: Analysis["document"],
  { source, name }: AnalyzedSchedule,
  axes: readonly Axis[],
  setting: Setting,
): readonly TextEdit[] {
  const changes = axes.map(({ name: axis, path }) => ({
    type: "set" as const,
    path,
    value: setting[axis] ?? 0,
  }));
  const { edits, refusal } = applyChanges(document, source, changes);
  if (!refusal) return edits;
  throw new UsageError(
    `--grid cannot set ${written(refusal.path)} of "${name}": ${refusal.reason}`,
  );
}

/** @param edits Sorted, none overlap. */
function withEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (rest, { range, text: next }) => rest.slice(0, range.start) + next + rest.slice(range.end),
    text,
  );
}

/** The same definition in the changed text: where its start has moved to. */
function changed(
  { schedules }: Analysis,
  { source, name }: AnalyzedSchedule,
  edits: readonly TextEdit[],
): AnalyzedSchedule {
  const { start } = source.range;
  const moved = edits
    .filter(({ range }) => range.end <= start)
    .reduce((sum, { range, text }) => sum + text.length - (range.end - range.start), start);
  const found = schedules.find((schedule) => schedule.source.range.start === moved);
  if (found) return found;
  throw new UsageError(`"${name}" cannot be read once --grid has changed it`);
}
