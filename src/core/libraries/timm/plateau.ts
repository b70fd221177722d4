import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import { signature } from "../arguments";
import { accepted, rateTracks, type LibraryKind } from "../construction";
import { moved } from "../curves/cycles";
import { ramp, stretches } from "../curves/pieces";
import { betterBy, reducedCurve, type PlateauRule } from "../torch/plateau";
import { layerScale, noiseParameters } from "./scheduler";

/** PlateauLRScheduler: a warmup in which the metric is ignored, then torch's ReduceLROnPlateau. */
export const plateauLRScheduler: LibraryKind = {
  kind: "PlateauLRScheduler",
  parameters: signature({
    decay_rate: 0.1,
    patience_t: 10,
    threshold: 1e-4,
    cooldown_t: 0,
    warmup_t: 0,
    warmup_lr_init: 0,
    lr_min: 0,
    mode: "max",
    ...noiseParameters,
    noise_type: "normal",
  }),
  build: (args, context) => {
    if (args.number("decay_rate") >= 1) args.refuse("decay_rate", t("must be less than 1"));
    const mode = args.choice("mode", ["min", "max"]);
    const rule: PlateauRule = {
      factor: args.number("decay_rate"),
      patience: args.number("patience_t"),
      cooldown: args.number("cooldown_t"),
      eps: 1e-8,
      better: betterBy(mode, true, args.number("threshold")),
      worst: mode === "min" ? Infinity : -Infinity,
    };
    const [length, from] = [args.number("warmup_t"), args.number("warmup_lr_init")];
    const metrics = (context.metrics ?? []).slice(length);
    return accepted(
      rateTracks(context, (base, group) => {
        const scale = layerScale(context, group);
        const rise = (t: number): number => (from + t * ((base - from) / length)) * scale;
        const after = reducedCurve(rule, metrics, base * scale, args.number("lr_min"));
        return stretches([
          { start: 0, curve: constantCurve((length ? from : base) * scale) },
          { start: Math.min(1, length), curve: ramp(rise) },
          { start: length, curve: moved(after, length) },
        ]);
      }),
    );
  },
};
