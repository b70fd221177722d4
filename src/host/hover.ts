import {
  Hover,
  l10n,
  languages,
  MarkdownString,
  window,
  type CancellationToken,
  type Disposable,
  type HoverProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type { AnalyzedSchedule } from "../core/analysis";
import type { Problem } from "../core/problem";
import type { Schedule } from "../core/schedule/schedule";
import { nearestRange } from "../core/parse/sourceValue";
import { contains } from "../core/text/range";
import type { AnalysisService } from "./analysisService";
import { svgDataUri } from "./dataUri";
import { SELECTOR } from "./documents";
import { escapeMarkdown } from "./model/markdown";
import type { Place } from "./model/place";
import { paletteOf } from "./palette";
import { toRange } from "./positions";
import { readSettings } from "./settings";

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
    const spot = schedule && spotOf(core, schedule, offset);
    if (!spot) return problems.length === 0 ? undefined : new Hover(reasonsOf(problems));
    const shown = [pictureOf(core, schedule, spot.place), factsOf(core, schedule, spot.place)];
    return new Hover(
      [...shown.filter((part) => part !== undefined), reasonsOf(problems)].filter(
        ({ value }) => value !== "",
      ),
      toRange(document, spot.range),
    );
  }
}

/** Undefined between definitions and in empty space, where nobody asks about a schedule. */
function spotOf(core: Core, analyzed: AnalyzedSchedule, offset: number) {
  const place = core.placeAt(analyzed, offset);
  if (contains(analyzed.anchor, offset)) return { place, range: analyzed.anchor };
  if (place.path.length === 0) return undefined;
  return { place, range: nearestRange(analyzed.source, place.path) };
}

function pictureOf(
  core: Core,
  { schedule }: AnalyzedSchedule,
  { track, phase }: Place,
): MarkdownString | undefined {
  if (!schedule || schedule.tracks.size === 0) return undefined;
  const { picture: colors } = paletteOf(window.activeColorTheme.kind);
  const marked = phase === undefined ? undefined : track?.phases[phase];
  const svg = core.picture(schedule, {
    ...PICTURE,
    colors,
    ...(track && { track: track.name }),
    ...(marked && { phase: marked }),
  });
  const { width, height } = PICTURE;
  const size = `width=${width},height=${height}`;
  const alt = l10n.t("Curve of the schedule");
  return new MarkdownString(`![${alt}](${svgDataUri(svg)}|${size})`);
}

function factsOf(core: Core, analyzed: AnalyzedSchedule, place: Place): MarkdownString {
  const { schedule } = analyzed;
  if (!schedule) return new MarkdownString(l10n.t("Nothing can be drawn of this schedule yet."));
  const facts = core
    .hoverFacts(schedule, undefined, place.path)
    .map(({ label, value }) => `${escapeMarkdown(label)}: **${escapeMarkdown(value)}**`);
  const head = `**${escapeMarkdown(analyzed.name)}** · ${escapeMarkdown(stepsOf(schedule))}`;
  return new MarkdownString(`${head}\n\n${facts.join(" · ")}`);
}

const stepsOf = ({ length }: Schedule): string =>
  length === 1 ? l10n.t("1 step") : l10n.t("{0} steps", length.toLocaleString("en"));

/** Why the problems at a spot matter; what was found stands in the editor's own hover already. */
function reasonsOf(problems: readonly Problem[]): MarkdownString {
  const reasons = problems.flatMap(({ why, source }) => {
    if (why === undefined) return [];
    // Rules are ours, and so are the addresses of their sources: no text of the file is in them.
    const link = source ? ` ([${escapeMarkdown(source.label)}](${source.url}))` : "";
    return [`$(info) ${escapeMarkdown(why)}${link}`];
  });
  return new MarkdownString([...new Set(reasons)].join("\n\n"), true);
}

export const registerHover = (analyses: AnalysisService): Disposable =>
  languages.registerHoverProvider(SELECTOR, new ScheduleHover(analyses));
