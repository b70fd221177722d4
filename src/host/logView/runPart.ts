import { l10n } from "vscode";
import type { Recording } from "../../core/recordings/recording";
import type { TimeBase } from "../../core/schedule/time";
import { formatCount, formatNumber } from "../../core/text/format";
import type { RunPart } from "./page";

/** In place of colours of its own: the page's SVG sees the theme. */
const COLORS = {
  background: "transparent",
  foreground: "var(--vscode-foreground)",
  // as faint as in the panel: a border's colour would be as strong as a curve in high contrast
  grid: "color-mix(in srgb, var(--vscode-foreground) 14%, transparent)",
  primary: "var(--vscode-charts-blue, currentcolor)",
  secondary: "var(--vscode-charts-orange, currentcolor)",
  mark: "transparent",
} as const;
/** In pixels at which the letters of the picture have their size; the page's style has the same widths. */
const SIZE = { width: 640, height: 210 };
const NARROW = { width: 300, height: 170 };
const MOST_SERIES = 200;

/** Without a plan nothing says what an epoch is worth: a thousand steps, of which only epochs are shown. */
const TIME: TimeBase = { steps: 1, stepsPerEpoch: 1000, samplesPerStep: 1 };

/** What the page shows of a run: its curves, the schedule behind them, the table of its series. */
export async function runPart(
  run: Recording,
  format: string | undefined,
  openCommand: string,
): Promise<RunPart> {
  const [core, { picture }] = await Promise.all([
    import("../lazy/recordings"),
    import("../lazy/core"),
  ]);
  const rate = run.series.get("learningRate");
  const { sentence, code, behind } = core.runTold(run, format, undefined);
  const alongEpochs = rate?.axis === "epochs";
  const schedule = core.recordedSchedule(run, alongEpochs ? TIME : { steps: 1, samplesPerStep: 1 });
  const drawn = "reason" in schedule ? undefined : schedule;
  const pictures = TRACKS.flatMap(({ track, second, title }) => {
    if (!drawn?.tracks.has(track)) return [];
    const [svg = "", narrow = ""] = [SIZE, NARROW].map((size) =>
      picture(drawn, { ...size, colors: COLORS, track, second }),
    );
    return [{ title: title(), svg, narrow }];
  });
  return {
    name: run.name,
    sentence,
    ...(code !== undefined && { code }),
    pictures,
    ...(behind && { definition: JSON.stringify(behind, undefined, 2), open: openCommand }),
    series: [...run.series]
      .slice(0, MOST_SERIES)
      .map(([name, { values, axis }]) => [
        name,
        formatCount(values.length),
        axis,
        ...[values[0], values.at(-1)].map((value) => formatNumber(value ?? NaN, 6)),
      ]),
  };
}

const TRACKS = [
  { track: "learningRate", second: "momentum", title: () => l10n.t("Learning rate") },
  { track: "loss", second: "validationLoss", title: () => l10n.t("Logged loss") },
  { track: "validationLoss", second: null, title: () => l10n.t("Logged validation loss") },
] as const;
