import { t } from "../text/words";
import { countedFrom, firstThen } from "./curves";
import { onRestoredBase } from "./restoredBase";
import { kindOf, reacts, unknownWay } from "./unknownWay";
import type { Resumption, Way, Ways } from "./way";

const startedOver = ({ nextRate, at }: Resumption, title: string, why: string): Way => ({
  id: "startedOver",
  title,
  why,
  curve: countedFrom(at, nextRate),
});

const byCounter = ({ nextRate }: Resumption, title: string, why: string): Way => ({
  id: "counter",
  title,
  why,
  curve: nextRate,
});

/**
 * transformers, whose schedulers are LambdaLR with functools.partial: a state has no functions, so the
 * horizon of the resumed call holds, on the base rate of the first (Trainer._load_optimizer_and_scheduler,
 * optimization.py; measured with 5.18).
 */
export const transformersWays: Ways = (resumption) => {
  if (reacts(resumption.old)) return [unknownWay(resumption)];
  const rest = onRestoredBase(resumption);
  return [
    {
      id: "state",
      title: "resume_from_checkpoint",
      why: t(
        "The checkpoint restores the counter and the base rate, not the function: the horizon of the resumed call takes over after one update at the optimizer's restored rate.",
      ),
      curve: rest && firstThen(resumption.at, resumption.oldRate.at(resumption.at), rest),
    },
    startedOver(
      resumption,
      t("weights alone restored"),
      t("A new trainer starts its schedule over, warmup included."),
    ),
  ];
};

/** DeepSpeed's schedulers save `last_batch_iteration` alone (lr_schedules.py, `state_dict`). */
export const deepspeedWays: Ways = (resumption) => [
  {
    id: "state",
    title: "load_checkpoint",
    why: t(
      "The checkpoint has the scheduler's counter alone, so the config of the resumed run takes over with the next step; the first update has the rate that the optimizer's own state brings, which depends on its kind.",
    ),
    curve: firstThen(resumption.at, NaN, resumption.nextRate),
  },
  {
    id: "startedOver",
    title: "load_lr_scheduler_states=False",
    why: t(
      "Without the scheduler's state the schedule starts over; the first update has the rate that the optimizer's own state brings, which depends on its kind.",
    ),
    curve: firstThen(resumption.at, NaN, countedFrom(resumption.at, resumption.nextRate)),
  },
];

/** Keras' callback sets the rate of each epoch by a function that stands in the code (3.15, measured). */
function callbackWays(resumption: Resumption): Way[] {
  const { old, next } = resumption;
  const title = t("load_model or BackupAndRestore");
  const byEpochAlone = old === next || next.resuming?.restores === "counter";
  return [
    byEpochAlone
      ? byCounter(
          resumption,
          title,
          t(
            "The callback's function is that of the code which resumes. BackupAndRestore goes on at its epoch by itself, a loaded model with initial_epoch.",
          ),
        )
      : {
          id: "counter",
          title,
          why: t(
            "The callback's function takes the rate before, which is the first run's: what it makes of it isn't known.",
          ),
        },
    startedOver(
      resumption,
      t("load_model without initial_epoch"),
      t("The epochs begin at 0, and the callback's function with them."),
    ),
  ];
}

/**
 * Keras: a schedule is a function of `optimizer.iterations`, and part of the saved model's config; a
 * file of weights has the optimizer's variables, too (3.15, measured).
 */
export const kerasWays: Ways = (resumption) => {
  if (reacts(resumption.old)) return [unknownWay(resumption)];
  if (kindOf(resumption.old) === "LearningRateScheduler") return callbackWays(resumption);
  return scheduleWays(resumption);
};

const scheduleWays = (resumption: Resumption): Way[] => [
  {
    id: "state",
    title: "load_model",
    why: t(
      "The saved model has the optimizer's iterations and its schedule, the old horizon included.",
    ),
    curve: resumption.oldRate,
  },
  byCounter(
    resumption,
    t("BackupAndRestore, or load_weights once compiled"),
    t(
      "The optimizer's iterations are restored, the schedule is the new one. A schedule that is set on the optimizer of a loaded model goes on likewise.",
    ),
  ),
  startedOver(
    resumption,
    t("compiled anew after load_model"),
    t("The new optimizer's iterations begin at 0, and the schedule with them."),
  ),
];

/** optax: the count is in the optimizer's state, the schedule in the code (0.2.8, measured). */
export const optaxWays: Ways = (resumption) => {
  if (reacts(resumption.old)) return [unknownWay(resumption)];
  const title = t("optimizer state restored");
  return [
    isInjectedNumber(resumption)
      ? {
          id: "counter",
          title,
          why: t("The state has the rate itself, whatever number the code gives now."),
          curve: resumption.oldRate,
        }
      : byCounter(
          resumption,
          title,
          t("The state has the count; the schedule is that of the code which resumes."),
        ),
    startedOver(resumption, t("parameters alone restored"), t("A new state counts from 0.")),
  ];
};

/** `inject_hyperparams` keeps numbers, not schedules, in its state. */
function isInjectedNumber({ old, next, oldRate, nextRate }: Resumption): boolean {
  if (kindOf(next) !== "inject_hyperparams") return false;
  return [oldRate.extremes(0, old.length), nextRate.extremes(0, next.length)].every(
    ({ min, max }) => min === max,
  );
}

/** Where nothing says which framework runs it. */
export const anyWays: Ways = (resumption) => [
  byCounter(
    resumption,
    t("a function of the step"),
    t("The step goes on, and the rate is computed from it with the horizon of the resumed run."),
  ),
  {
    id: "state",
    title: t("the schedule's own state restored"),
    why: t(
      "A checkpoint that has the schedule's numbers restores the old horizon with them; what follows its end isn't known.",
    ),
    curve: resumption.oldRate,
    ...(resumption.next.length > resumption.old.length && { ends: resumption.old.length + 1 }),
  },
  startedOver(resumption, t("started over"), t("A new schedule counts from 0.")),
];
