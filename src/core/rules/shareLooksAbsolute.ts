import type { PhaseSpan, Track } from "../schedule/schedule";
import { parseShare } from "../schedule/shapes";
import { formatExact } from "../text/format";
import { t } from "../text/words";
import type { Finding, Rule, RuleContext } from "./rule";
import { isLowShare, lowShareMessage, percent } from "./support/lowShare";
import { parameter } from "./support/rate";
import { sources } from "./support/sources";

const VALUES = ["value", "from", "to", "low", "high", "peak"];

export const shareLooksAbsolute: Rule = {
  id: "share-looks-absolute",
  severity: "warning",
  title: t("Share of the peak that looks like a rate"),
  why: t(
    "A percentage is a share of the track's peak; a rate such as 1e-5 written as one ends up far below any rate that trains.",
  ),
  source: sources.alphaUnit,
  check(context) {
    const track = context.schedule.tracks.get("learningRate");
    return (track?.phases ?? []).flatMap((phase) =>
      phase.missing || track === undefined ? [] : findings(context, track, phase),
    );
  },
};

function findings(context: RuleContext, track: Track, phase: PhaseSpan): Finding[] {
  return VALUES.flatMap((key): Finding[] => {
    const written = parameter(context, phase, key);
    const share = typeof written === "string" ? parseShare(written) : undefined;
    if (share === undefined || !isLowShare(share)) return [];
    const { max } = track.curve.extremes(0, context.schedule.length - 1);
    const path = [...phase.path, key];
    const figure = percent(share);
    const set = (value: number | string) => [{ type: "set" as const, path, value }];
    return [
      {
        path,
        message: lowShareMessage(share, max),
        fixes: [
          ...(key !== "to" || figure < max / 2
            ? [
                {
                  title: t`Write the rate ${formatExact(figure)}`,
                  preferred: true,
                  changes: set(figure),
                },
              ]
            : []),
          ...(key === "to" ? [{ title: "Write 0", changes: set(0) }] : []),
        ],
      },
    ];
  });
}
