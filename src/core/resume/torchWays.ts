import type { Resuming } from "../schedule/schedule";
import { shiftCurve } from "../schedule/curves/transform";
import { t } from "../text/words";
import { countedFrom, firstThen } from "./curves";
import { differsInBase, differsInPeak, onRestoredBase } from "./restoredBase";
import { unknownWay } from "./unknownWay";
import type { Resumption, Way } from "./way";

/**
 * PyTorch: the optimizer's state has the rate of the next update; a scheduler's state has its
 * attributes and its counter, and sets no rate when it is loaded (lr_scheduler.py; each way measured
 * with torch 1.13 and 2.13, between which pull request 149312 changed what `last_epoch` does).
 */
export function torchWays(resumption: Resumption): Way[] {
  const [was, is] = [resumption.old.resuming, resumption.next.resuming];
  if (was === undefined || is === undefined) return [unknownWay(resumption)];
  return [
    both(resumption, was),
    schedulerAlone(resumption, was),
    lastEpoch(resumption, is),
    lastEpochBefore(resumption, is),
    optimizerAlone(resumption, is),
  ];
}

/**
 * Restored groups of the optimizer have the first run's `initial_lr`, and OneCycleLR reads its peak
 * from them, too: with other rates than the first run's that is a mixture of both.
 */
const mixesRates = (resumption: Resumption, { kind }: Resuming): boolean =>
  kind === "OneCycleLR" || kind === "CyclicLR"
    ? differsInPeak(resumption)
    : differsInBase(resumption);

const mixed = (): string =>
  t(
    "The resumed run has another rate than the checkpoint restores; what is made of both isn't known.",
  );

const openFunctions = ({ kind }: Resuming): string =>
  t`Whether the functions of ${kind} keep their numbers isn't known.`;

function both(resumption: Resumption, was: Resuming): Way {
  const { old, oldRate, at } = resumption;
  const way = { id: "state", title: t("optimizer and scheduler restored") };
  if (was.restores === undefined) return { ...way, why: openFunctions(was) };
  if (was.restores === "counter") {
    const rest = onRestoredBase(resumption);
    return {
      ...way,
      why: t`load_state_dict restores the counter of ${was.kind}, but not its function: the new one takes over after one update at the optimizer's restored rate.`,
      curve: rest && firstThen(at, oldRate.at(at), rest),
    };
  }
  return {
    ...way,
    why: t`load_state_dict restores the arguments of ${was.kind}, the old horizon included, whatever it was constructed with.`,
    curve: oldRate,
    ...(was.ends && { ends: old.length + 1 }),
  };
}

function schedulerAlone(resumption: Resumption, was: Resuming): Way {
  const { old, oldRate, nextRate, at } = resumption;
  const way = { id: "scheduler", title: t("scheduler restored, optimizer not") };
  const first = nextRate.at(0);
  if (was.restores === undefined) return { ...way, why: openFunctions(was) };
  if (was.restores === "counter") {
    const after = onRestoredBase(resumption);
    return {
      ...way,
      why: t("The first update has the rate that a new scheduler begins with."),
      curve: after && firstThen(at, first, after),
    };
  }
  if (mixesRates(resumption, was)) return { ...way, why: mixed() };
  const rest = was.overwrites ? oldRate : chained(was, at, first, at);
  return {
    ...way,
    why: was.overwrites
      ? t(
          "The first update has the rate that a new scheduler begins with. From then on the restored schedule holds.",
        )
      : t(
          "The first update has the rate that a new scheduler begins with. The schedule multiplies on from there.",
        ),
    curve: rest && firstThen(at, first, rest),
    ...(was.ends && { ends: old.length + 1 }),
  };
}

function lastEpoch(resumption: Resumption, is: Resuming): Way {
  const { oldRate, at } = resumption;
  const way = { id: "lastEpoch", title: t`optimizer restored, last_epoch=${String(at - 1)}` };
  if (mixesRates(resumption, is)) return { ...way, why: mixed() };
  return {
    ...way,
    why: is.overwrites
      ? t("The new scheduler computes its rates from the base rate.")
      : t("The new scheduler multiplies on from the optimizer's restored rate."),
    curve: chained(is, at, oldRate.at(at), at),
  };
}

const lastEpochBefore = (resumption: Resumption, is: Resuming): Way => {
  const { oldRate, nextRate, at } = resumption;
  const way = { id: "lastEpochBefore", title: t("the same in PyTorch before pull request 149312") };
  if (mixesRates(resumption, is)) return { ...way, why: mixed() };
  // pull request 60339
  if (is.kind === "CosineAnnealingLR")
    return {
      ...way,
      why: t(
        "The constructor computes this scheduler's rate from the base rate, as the new horizon has it.",
      ),
      curve: nextRate,
    };
  const ahead = is.continued(at - 1, oldRate.at(at));
  return {
    ...way,
    why: is.overwrites
      ? t("The new scheduler computes its rates from the base rate.")
      : t(
          "The constructor makes a step of its own: the restored rate is multiplied once more before the first update.",
        ),
    curve: ahead && countedFrom(at, shiftCurve(ahead, 1)),
  };
};

function optimizerAlone(resumption: Resumption, is: Resuming): Way {
  const { oldRate, at } = resumption;
  const rate = oldRate.at(at);
  const way = { id: "optimizer", title: t("optimizer restored, scheduler not") };
  if (is.kind === "OneCycleLR" && differsInPeak(resumption)) return { ...way, why: mixed() };
  const rest = chained(is, 0, rate, at);
  return {
    ...way,
    why: is.overwrites
      ? t("After one update at the restored rate the schedule starts over.")
      : t("The schedule starts over from the restored rate."),
    curve: rest && firstThen(at, rate, rest),
  };
}

/** The scheduler's rates from its position `start` with `rate` there, at step `at` of the run. */
function chained(resuming: Resuming, start: number, rate: number, at: number) {
  const curve = resuming.continued(start, rate);
  return curve && countedFrom(at, curve);
}
