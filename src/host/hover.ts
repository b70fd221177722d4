import {
  Hover,
  l10n,
  languages,
  type CancellationToken,
  type Disposable,
  type HoverProvider,
  type MarkdownString,
  type Position,
  type TextDocument,
} from "vscode";
import type { AnalyzedSchedule } from "../core/analysis";
import { clockWords } from "../core/facts/clockWords";
import type { Problem } from "../core/problem";
import type { Schedule } from "../core/schedule/schedule";
import { nearestRange } from "../core/parse/sourceValue";
import { contains, type Range } from "../core/text/range";
import { plural } from "../core/text/plural";
import { titleOf } from "../core/text/title";
import type { AnalysisService, AnalyzedDocument } from "./analysisService";
import { svgDataUri } from "./dataUri";
import { SELECTOR } from "./documents";
import type { Place } from "./model/place";
import { activePalette } from "./palette";
import { toRange } from "./positions";
import { readSettings } from "./settings";
import { joined, markdown, ownMarkdown } from "./sinks";
import { fixesOf } from "./triedFixes";

/** With the facts below it, this fits a hover without scrolling. */
const PICTURE = { width: 440, height: 150 };

type Core = typeof import("./lazy/core");

/** A schedule's curve, its facts, and the reasons of the problems, at every part of a definition. */
class ScheduleHover implements HoverProvider {
  constructor(private readonly analyses: AnalysisService) {}

  async provideHover(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    if (!readSettings(document).hover) return undefined;
    const analyzed = await this.analyses.current(document, token);
    if (!analyzed) return undefined;
    const offset = document.offsetAt(position);
    const core = await import("./lazy/core");
    const schedule = core.scheduleAt(analyzed.analysis, offset);
    const problems = analyzed.analysis.problems.filter(({ range }) => contains(range, offset));
    const spot = (schedule && spotOf(core, schedule, offset)) ?? usedSpot(core, analyzed, offset);
    if (!spot && problems.length === 0) return undefined;
    const mending = await Promise.all(
      problems.map((problem) => fixesOf(this.analyses, analyzed, problem)),
    );
    const reasons = reasonsOf(problems.map((one, i) => ({ ...one, fixes: mending[i] ?? [] })));
    if (!spot) return new Hover(reasons);
    // What is wrong comes first, with what mends it: it is why somebody asks.
    const parts = [
      reasons,
      pictureOf(core, spot.schedule, spot.place),
      factsOf(core, spot.schedule, titleOf(spot.schedule, document.uri.path), spot.place),
    ].filter((part) => part !== undefined && part.value !== "");
    return new Hover(
      parts.filter((part) => part !== undefined),
      toRange(document, spot.range),
    );
  }
}

interface Spot {
  readonly schedule: AnalyzedSchedule;
  readonly place: Place;
  readonly range: Range;
}

/** Undefined between definitions and in empty space, where nobody asks about a schedule. */
function spotOf(core: Core, schedule: AnalyzedSchedule, offset: number): Spot | undefined {
  const place = core.placeAt(schedule, offset);
  if (contains(schedule.anchor, offset)) return { schedule, place, range: schedule.anchor };
  if (place.path.length === 0) return undefined;
  return { schedule, place, range: nearestRange(schedule.source, place.path) };
}

/** A constant outside of the definitions tells of the first place that takes its value from it. */
function usedSpot(core: Core, { analysis }: AnalyzedDocument, offset: number): Spot | undefined {
  for (const schedule of analysis.schedules) {
    const used = core.usedAt(schedule.source, offset);
    if (used) return { schedule, place: core.placeOf(schedule, used.path), range: used.range };
  }
  return undefined;
}

function pictureOf(
  core: Core,
  { schedule }: AnalyzedSchedule,
  { track, phase }: Place,
): MarkdownString | undefined {
  if (!schedule || schedule.tracks.size === 0) return undefined;
  const { picture: colors } = activePalette();
  const own = track?.follows === undefined ? track?.phases : undefined;
  const marked = phase === undefined ? undefined : own?.[phase];
  const svg = core.picture(schedule, {
    ...PICTURE,
    colors,
    ...(track && { track: track.name }),
    ...(marked && { phase: marked }),
  });
  const { width, height } = PICTURE;
  const size = `width=${width},height=${height}`;
  const alt = l10n.t("Curve of the schedule");
  return ownMarkdown(`![${alt}](${svgDataUri(svg)}|${size})`);
}

function factsOf(
  core: Core,
  analyzed: AnalyzedSchedule,
  title: string,
  place: Place,
): MarkdownString {
  const { schedule } = analyzed;
  if (!schedule) {
    const nothing = markdown`${l10n.t("Nothing can be drawn of this schedule yet.")}`;
    return joined([nothing, ...unknownsOf(analyzed)], "\n\n");
  }
  const paragraphs = [
    core.partFacts(schedule, place.path),
    core.hoverFacts(schedule, undefined, place.path),
  ]
    .filter((facts) => facts.length > 0)
    .map((facts) => joined(facts.map(lineOf), " · "));
  const head = markdown`**${title}** · ${lengthOf(schedule)}`;
  return joined([head, ...paragraphs, ...unknownsOf(analyzed)], "\n\n");
}

const lineOf = ({ label, value }: { readonly label: string; readonly value: string }) =>
  markdown`${label}: **${value}**`;

/** What is not known, and can be given a value from the light bulb. */
function unknownsOf({ unknowns, foreign }: AnalyzedSchedule): MarkdownString[] {
  if (!foreign) return [];
  const symbols = unknowns.map(({ symbol }) => symbol).join(", ");
  const offers = (foreign.offers ?? []).map(({ symbol }) => symbol).join(", ");
  return [
    ...(symbols === "" ? [] : [markdown`${l10n.t("Not known")}: **${symbols}**`]),
    ...(offers === ""
      ? []
      : [markdown`${l10n.t("Drawn in updates once this is given")}: **${offers}**`]),
  ];
}

const lengthOf = ({ length, horizon, time }: Schedule): string =>
  horizon ? l10n.t("its length is not known") : plural(length, clockWords(time).noun);

type Reason = Pick<Problem, "why" | "source" | "fixes">;

/** Why the problems at a spot matter; what was found stands in the editor's own hover already. */
function reasonsOf(problems: readonly Reason[]): MarkdownString {
  const reasons = problems.flatMap(({ why, source, fixes }) => {
    // Rules are ours, and so are the addresses of their sources: no text of the file is in them.
    const link = source ? markdown` ([${source.label}](${ownMarkdown(source.url)}))` : "";
    const titles = joined(
      fixes.map(({ title }) => markdown`${title}`),
      " · ",
    );
    return [
      ...(why === undefined ? [] : [markdown`$(info) ${why}${link}`]),
      // Plain words: the editor's own "Quick Fix…" stands right below, and asks nobody's trust.
      ...(fixes.length === 0 ? [] : [markdown`$(lightbulb) ${l10n.t("Quick Fix…")} ${titles}`]),
    ];
  });
  const different = new Map(reasons.map((reason) => [reason.value, reason]));
  return joined([...different.values()], "\n\n", { icons: true });
}

export const registerHover = (analyses: AnalysisService): Disposable =>
  languages.registerHoverProvider(SELECTOR, new ScheduleHover(analyses));
