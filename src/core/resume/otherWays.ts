import { t } from "../text/words";
import { countedFrom, firstThen } from "./curves";
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
 * horizon of the resumed call holds (Trainer._load_optimizer_and_scheduler, optimization.py 5.18).
 */
export const transformersWays: Ways = (resumption) => [
  {
    id: "state",
    title: "resume_from_checkpoint",
    why: t(
      "The checkpoint restores the counter, not the function: the horizon of the resumed call takes over after one update at the optimizer's restored rate.",
    ),
    curve: firstThen(resumption.at, resumption.oldRate.at(resumption.at), resumption.nextRate),
  },
  startedOver(
    resumption,
    t("weights alone restored"),
    t("A new trainer starts its schedule over, warmup included."),
  ),
];

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
  startedOver(
    resumption,
    "load_lr_scheduler_states=False",
    t("Without the scheduler's state the schedule starts over."),
  ),
];

/** Keras: a schedule is a function of `optimizer.iterations`, and part of the saved model's config. */
export const kerasWays: Ways = (resumption) => [
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
    t("compiled anew, optimizer's variables restored"),
    t("The iterations are restored, the schedule is the new one."),
  ),
  startedOver(
    resumption,
    t("compiled anew, weights alone restored"),
    t(
      "The optimizer's iterations begin at 0, and the schedule with them; a callback by epochs goes on only with initial_epoch.",
    ),
  ),
];

/** optax: the count is in the optimizer's state, the schedule in the code. */
export const optaxWays: Ways = (resumption) => [
  byCounter(
    resumption,
    t("optimizer state restored"),
    t("The state has the count; the schedule is that of the code which resumes."),
  ),
  startedOver(resumption, t("parameters alone restored"), t("A new state counts from 0.")),
];

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
