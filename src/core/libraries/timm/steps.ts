import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature, type Arguments } from "../arguments";
import type { LibraryContext, LibraryKind } from "../construction";
import { floorDivide } from "../../parse/floorDivide";
import { held, terraces } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";
import { itemsOf } from "../value";
import { noiseParameters, timmTracks, warmupParameters } from "./scheduler";

const parameters = signature({
  decay_t: undefined,
  decay_rate: 1,
  ...warmupParameters(true),
  ...noiseParameters,
});

/** The first step() after the warmup raises. */
function brokenAfterWarmup(args: Arguments, message: string): LibraryIssue {
  const errorStep = Math.max(1, args.number("warmup_t")) - 1;
  return { code: "refused-value", path: ["decay_t"], message, errorStep };
}

/** StepLRScheduler: rate · decay_rate^(t // decay_t), where decay_t may be fractional. */
export const stepLRScheduler: LibraryKind = {
  kind: "StepLRScheduler",
  parameters,
  build: (args, context) => {
    const [every, factor] = [args.number("decay_t"), args.number("decay_rate")];
    if (every !== 0) {
      const main = (base: number): ReturnType<typeof terraces> =>
        terraces((index) => base * factor ** index, every, floorDivide);
      return timmTracks(args, context, { main });
    }
    const failure = brokenAfterWarmup(
      args,
      t("The number of epochs between decays must not be 0."),
    );
    return timmTracks(args, context, { main: constantCurve, failure });
  },
};

/** MultiStepLRScheduler decays one epoch before each milestone: it counts those up to t + 1. */
export const multiStepLRScheduler: LibraryKind = {
  kind: "MultiStepLRScheduler",
  parameters,
  build: (args: Arguments, context: LibraryContext) => {
    if (!itemsOf(args.value("decay_t"))) {
      const failure = brokenAfterWarmup(args, t("The milestones must be a list."));
      return timmTracks(args, context, { main: constantCurve, failure });
    }
    const factor = args.number("decay_rate");
    const milestones = args.numbers("decay_t").sort((a, b) => a - b);
    const main = (base: number): ReturnType<typeof held> =>
      held(
        [base, ...milestones.map((_, i) => base * factor ** (i + 1))],
        milestones.map((milestone) => Math.max(0, milestone - 1)),
      );
    return timmTracks(args, context, { main });
  },
};
