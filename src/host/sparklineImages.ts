import type { AnalyzedSchedule } from "../core/analysis";
import type { AnalyzedDocument } from "./analysisService";
import { activePalette } from "./palette";
import { readFontSize, readSettings } from "./settings";

/** Measured in VS Code: at font size 14 an image of 12 pixels moves no line, one of 16 does. */
const HEIGHT_PER_FONT_SIZE = 12 / 14;
/** A file with more curves than this is not read by eye. */
const MOST = 200;
/** A phase is a part of the run, and its curve a part of the schedule's. */
const PHASE_SHARE = 0.4;

/** A small curve as it was drawn, for tests. */
export interface Sparkline {
  readonly line: number;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** The curve of each schedule, and of each phase where the setting asks for it. */
export async function sparklinesOf({ document, analysis }: AnalyzedDocument): Promise<Sparkline[]> {
  const { phaseStretches, sparkline } = await import("./lazy/core");
  const settings = readSettings(document);
  const fontSize = readFontSize(document);
  const height = Math.floor(fontSize * HEIGHT_PER_FONT_SIZE);
  const width = Math.round((settings.inlineWidth * fontSize) / 14);
  const { sparkline: color } = activePalette();
  const look = { height, maxHeight: height, color };
  const drawn = (offset: number, wide: number, svg: string): Sparkline[] =>
    svg === "" ? [] : [{ line: document.positionAt(offset).line, width: wide, height, svg }];
  const draw = (analyzed: AnalyzedSchedule): Sparkline[] => {
    const { schedule, anchor } = analyzed;
    if (!schedule) return [];
    const whole = drawn(anchor.end, width, sparkline(schedule, { ...look, width }));
    if (!settings.inlinePhases) return whole;
    const narrow = Math.round(width * PHASE_SHARE);
    const phases = phaseStretches(analyzed).flatMap(({ track, stretch, offset }) =>
      drawn(offset, narrow, sparkline(schedule, { ...look, width: narrow, track, stretch })),
    );
    return [...whole, ...phases];
  };
  return analysis.schedules.slice(0, MOST).flatMap(draw).slice(0, MOST);
}
