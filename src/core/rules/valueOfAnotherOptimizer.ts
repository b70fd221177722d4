import { isAdaptive, isSgd } from "../facts/optimizer";
import type { Schedule } from "../schedule/schedule";
import type { Finding, Rule } from "./rule";
import { sources } from "./support/sources";
import { t } from "../text/words";

export const valueOfAnotherOptimizer: Rule = {
  id: "value-of-another-optimizer",
  severity: "warning",
  title: t("Value that the optimizer does not have"),
  why: t(
    "SGD has a momentum, Adam has β1 and β2: a value under the other's name is passed over, so what was planned in step with the rate stays at the optimizer's default.",
  ),
  source: sources.adam,
  unused: true,
  check({ schedule }) {
    const others = foreign(schedule);
    return others.flatMap(({ name, instead }) => [
      ...tracked(schedule, name, instead),
      ...fixed(schedule, name, instead),
    ]);
  },
};

interface Foreign {
  readonly name: "momentum" | "nesterov" | "beta1" | "beta2";
  /** What this optimizer calls the like, where it has it. */
  readonly instead?: string;
}

function foreign(schedule: Schedule): readonly Foreign[] {
  if (isSgd(schedule)) return [{ name: "beta1", instead: "momentum" }, { name: "beta2" }];
  return isAdaptive(schedule) ? [{ name: "momentum", instead: "beta1" }, { name: "nesterov" }] : [];
}

const optimizerOf = (schedule: Schedule): string => schedule.optimizer?.name ?? t("This optimizer");

const says = (schedule: Schedule, name: string, instead: string | undefined): string =>
  instead === undefined
    ? t`${optimizerOf(schedule)} has no ${name}.`
    : t`${optimizerOf(schedule)} has no ${name}; what is like it is its ${instead}.`;

function tracked(schedule: Schedule, name: string, instead: string | undefined): Finding[] {
  if (!schedule.tracks.has(name)) return [];
  const path = [name];
  const free = instead !== undefined && !schedule.tracks.has(instead);
  const change = free
    ? ({ type: "rename", path, key: instead } as const)
    : ({ type: "remove", path } as const);
  const title = free ? t`Rename the track to ${instead}` : t`Remove the track ${name}`;
  const followed = [...schedule.tracks.values()].some(({ follows }) => follows === name);
  return [
    {
      path,
      at: "key",
      message: says(schedule, name, instead),
      fixes: followed ? [] : [{ title, preferred: true, changes: [change] }],
    },
  ];
}

function fixed(schedule: Schedule, name: Foreign["name"], instead: string | undefined): Finding[] {
  if (schedule.optimizer?.[name] === undefined) return [];
  const path = ["optimizer", name];
  const free = instead === "beta1" && schedule.optimizer.beta1 === undefined;
  const change = free
    ? ({ type: "rename", path, key: instead } as const)
    : ({ type: "remove", path } as const);
  const title = free ? t`Rename it to ${instead}` : t`Remove ${name}`;
  return [
    {
      path,
      at: "key",
      message: says(schedule, name, instead),
      fixes: [{ title, preferred: true, changes: [change] }],
    },
  ];
}
