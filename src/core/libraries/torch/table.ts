import type { Curve } from "../../schedule/curve";
import { scaleCurve, shiftCurve } from "../../schedule/curves/transform";
import { signature, argumentsOf } from "../arguments";
import { recursiveCurve } from "../curves/blocks";
import { accepted, rateTracks, tableOf } from "../construction";
import type { LibraryContext, LibraryKind, LibraryTracks } from "../construction";
import { Refusal, refuse } from "../refusal";
import { numberOf, type LibraryCall } from "../value";
import { chainedScheduler, sequentialLR } from "./compose";
import { cosineAnnealingLR } from "./cosineAnnealing";
import { cyclicLR } from "./cyclic";
import { lambdaLR, multiplicativeLR } from "./lambda";
import type { TorchLink, TorchLinkKind } from "./link";
import { oneCycleLR } from "./oneCycle";
import { plateauCurves, plateauParameters, readPlateau } from "./plateau";
import { exponentialLR, multiStepLR, stepLR } from "./steps";
import { swaLoop } from "./swaLoop";
import { swaLR } from "./swa";
import { cosineAnnealingWarmRestarts } from "./warmRestarts";
import { constantLR, linearLR, polynomialLR } from "./warmups";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";

/** ReduceLROnPlateau; as a part of another scheduler it is only there to be refused. */
const reduceLROnPlateau: TorchLinkKind = {
  kind: "ReduceLROnPlateau",
  parameters: plateauParameters,
  link: (args, context) => {
    readPlateau(args);
    const curves = plateauCurves(args, context);
    const curve: TorchLink["curve"] = (base, group) => curves[group] ?? constantCurve(base);
    return {
      kind: "ReduceLROnPlateau",
      form: "mixed",
      curve,
      first: (rate) => rate,
      next: (_, k, base, group) => curve(base, group).at(k),
      metric: true,
    };
  },
};

/** Every scheduler of torch.optim.lr_scheduler, and SWALR of torch.optim.swa_utils. */
const linkKinds: ReadonlyMap<string, TorchLinkKind> = new Map(
  [
    lambdaLR,
    multiplicativeLR,
    stepLR,
    multiStepLR,
    constantLR,
    linearLR,
    exponentialLR,
    polynomialLR,
    cosineAnnealingLR,
    cosineAnnealingWarmRestarts,
    cyclicLR,
    oneCycleLR,
    sequentialLR(buildTorchLink),
    chainedScheduler(buildTorchLink),
    swaLR,
    swaLoop(buildTorchLink),
    reduceLROnPlateau,
  ].map((kind) => [kind.kind, kind]),
);

/** The scheduler that a nested call describes; throws a Refusal where torch refuses it. */
export function buildTorchLink(call: LibraryCall, context: LibraryContext): TorchLink {
  const kind = linkKinds.get(call.kind);
  if (!kind)
    throw new Refusal("unknown-kind", call.path ?? [], t`PyTorch has no scheduler "${call.kind}".`);
  return argumentsOf(call, kind.parameters, (args) => kind.link(args, context));
}

/**
 * The tracks of a torch scheduler that drives the run alone; `lastEpoch` ≥ 0 resumes it at the
 * position lastEpoch + 1 from whatever rate the optimizer has.
 */
export function torchTracks(
  link: TorchLink,
  context: LibraryContext,
  lastEpoch = -1,
): LibraryTracks {
  const rates = rateTracks(context, (rate, group) => {
    if (lastEpoch >= 0) return resumed(link, context, lastEpoch + 1, group);
    const base = link.initialRate?.(rate, group, 0) ?? rate;
    return link.curve(base, group);
  });
  const { tracks } = accepted([...rates, ...(link.others ?? [])]);
  return { tracks, issues: link.failure ? [link.failure] : [] };
}

/** The group's own `initial_lr` is the base rate; torch refuses to resume without it. */
function resumed(link: TorchLink, context: LibraryContext, start: number, group: number): Curve {
  const { learningRates, groups } = context.optimizer;
  const base = numberOf(groups?.[group]?.["initial_lr"]);
  if (base === undefined) {
    const message = t("last_epoch resumes a run, which needs initial_lr in every parameter group.");
    return refuse(["last_epoch"], message);
  }
  const rate = learningRates[group] ?? base;
  return continuedFrom(link, { base, group }, start, rate);
}

/**
 * The rates of a scheduler from position `start` on, counted from 0 there, if the rate is `rate` there:
 * the chainable form goes on from it, and what ignores the rate before stays as it is.
 */
export function continuedFrom(
  link: TorchLink,
  { base, group }: { readonly base: number; readonly group: number },
  start: number,
  rate: number,
): Curve {
  const whole = shiftCurve(link.curve(base, group), start);
  if (link.form === "overwrites") return whole;
  const from = whole.at(0);
  if (link.form === "multiplies" && from !== 0) return scaleCurve(whole, rate / from);
  return recursiveCurve(rate, (before, k) => link.next(before, start + k, base, group));
}

const lastEpoch = signature({ last_epoch: -1 });

const libraryKind = (kind: TorchLinkKind): LibraryKind => ({
  kind: kind.kind,
  parameters: [...kind.parameters, ...lastEpoch],
  build: (args, context) =>
    torchTracks(kind.link(args, context), context, args.number("last_epoch")),
});

/** torch 2.13, the formulas read in torch/optim/lr_scheduler.py and torch/optim/swa_utils.py. */
export const torchTable = tableOf("PyTorch", "2.13", [...linkKinds.values()].map(libraryKind));
