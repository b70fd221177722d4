import { formatCount, formatNumber } from "../text/format";
import type { Clock } from "../schedule/time";
import { t, word } from "../text/words";
import { firstAtLeast } from "../facts/peak";
import { warmupOf } from "../facts/warmup";
import type { PhaseSpan } from "../schedule/schedule";
import type { FixPlan, Rule, RuleContext } from "./rule";
import { blame, knownRate, parameter, roundValue } from "./support/rate";
import { lengthOf, endValue } from "../facts/phase";
import { sources } from "./support/sources";

/** A smaller share of the run is no loss: the libraries' own warmups begin at 0. */
const SHARE = 1 / 1000;

export const zeroRateFirstStep: Rule = {
  id: "zero-rate-first-step",
  severity: "hint",
  title: t("First update at rate zero"),
  why: t(
    "An update at rate 0 computes a gradient and throws it away; a warmup of W steps loses nothing by starting at peak / W.",
  ),
  source: sources.zeroFirstStep,
  check(context) {
    const rate = knownRate(context);
    const [first] = warmupOf(context.schedule)?.phases ?? rate?.track.phases ?? [];
    if (rate === undefined || first === undefined || rate.track.curve.at(0) !== 0) return [];
    const idle = firstAtLeast(rate.track, rate.length, Number.MIN_VALUE);
    if (idle < SHARE * rate.length) return [];
    const message = describe(idle, context.schedule.time.clock ?? "update");
    return [
      {
        path: blame(context, first, "from", "value"),
        message,
        fixes: fixes(context, first),
      },
    ];
  },
};

function fixes(context: RuleContext, first: PhaseSpan): FixPlan[] {
  if (first.kind !== "linear" || parameter(context, first, "from") === undefined) return [];
  const from = roundValue(endValue(first) / lengthOf(first));
  if (!(from > 0)) return [];
  const change = { type: "set", path: [...first.path, "from"], value: from } as const;
  return [
    {
      title: t`Start at ${formatNumber(from)}, a step's worth of the rise`,
      preferred: true,
      safe: true,
      changes: [change],
    },
  ];
}

/** Of one, and of any other number of the clock's steps. */
const IDLE = {
  update: [
    word("The first update has the rate 0 and changes nothing."),
    word("The first {0} updates have the rate 0 and change nothing."),
  ],
  epoch: [
    word("The first epoch has the rate 0 and changes nothing."),
    word("The first {0} epochs have the rate 0 and change nothing."),
  ],
  round: [
    word("The first round has the rate 0 and changes nothing."),
    word("The first {0} rounds have the rate 0 and change nothing."),
  ],
} as const;

const describe = (idle: number, clock: Clock): string =>
  t(IDLE[clock][idle === 1 ? 0 : 1], formatCount(idle));
