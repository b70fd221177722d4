import type { Resuming } from "../schedule/schedule";
import { shiftCurve } from "../schedule/curves/transform";
import { t } from "../text/words";
import { countedFrom, firstThen } from "./curves";
import type { Resumption, Way } from "./way";

/**
 * PyTorch: the optimizer's state has the rate of the next update; a scheduler's state has its
 * attributes and its counter, and sets no rate when it is loaded (lr_scheduler.py; each way measured
 * with torch 1.13 and 2.13, between which pull request 149312 changed what `last_epoch` does).
 */
export function torchWays(resumption: Resumption): Way[] {
  const [was, is] = [resumption.old.resuming, resumption.next.resuming];
  if (was === undefined || is === undefined) return [notKnown(resumption)];
  return [
    both(resumption, was),
    schedulerAlone(resumption, was),
    lastEpoch(resumption, is),
    lastEpochBefore(resumption, is),
    optimizerAlone(resumption, is),
  ];
}

const notKnown = ({ old }: Resumption): Way => ({
  id: "state",
  title: t("optimizer and scheduler restored"),
  why: t`What a checkpoint restores of ${kindOf(old)} isn't known: it is made of parts that are restored one by one, or reacts to a metric.`,
});

const kindOf = ({ tracks }: Resumption["old"]): string =>
  tracks.get("learningRate")?.phases.at(-1)?.kind ?? t("this scheduler");

const openFunctions = ({ kind }: Resuming): string =>
  t`Whether the functions of ${kind} keep their numbers isn't known.`;

function both({ old, oldRate, nextRate, at }: Resumption, was: Resuming): Way {
  const way = { id: "state", title: t("optimizer and scheduler restored") };
  if (was.restores === undefined) return { ...way, why: openFunctions(was) };
  if (was.restores === "counter")
    return {
      ...way,
      why: t`load_state_dict restores the counter of ${was.kind}, but not its function: the new one takes over after one update at the optimizer's restored rate.`,
      curve: firstThen(at, oldRate.at(at), nextRate),
    };
  return {
    ...way,
    why: t`load_state_dict restores the arguments of ${was.kind}, the old horizon included, whatever it was constructed with.`,
    curve: oldRate,
    ...(was.ends && { ends: old.length + 1 }),
  };
}

function schedulerAlone({ old, oldRate, nextRate, at }: Resumption, was: Resuming): Way {
  const way = { id: "scheduler", title: t("scheduler restored, optimizer not") };
  const first = nextRate.at(0);
  if (was.restores === undefined) return { ...way, why: openFunctions(was) };
  if (was.restores === "counter")
    return {
      ...way,
      why: t("The first update has the rate that a new scheduler begins with."),
      curve: firstThen(at, first, nextRate),
    };
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

const lastEpoch = ({ oldRate, at }: Resumption, is: Resuming): Way => ({
  id: "lastEpoch",
  title: t`optimizer restored, last_epoch=${String(at - 1)}`,
  why: is.overwrites
    ? t("The new scheduler computes its rates from the base rate.")
    : t("The new scheduler multiplies on from the optimizer's restored rate."),
  curve: chained(is, at, oldRate.at(at), at),
});

const lastEpochBefore = ({ oldRate, nextRate, at }: Resumption, is: Resuming): Way => {
  const way = { id: "lastEpochBefore", title: t("the same in PyTorch before pull request 149312") };
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

function optimizerAlone({ oldRate, at }: Resumption, is: Resuming): Way {
  const rate = oldRate.at(at);
  const rest = chained(is, 0, rate, at);
  return {
    id: "optimizer",
    title: t("optimizer restored, scheduler not"),
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
