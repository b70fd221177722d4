import type { SourceEntry } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { shareOrSteps } from "../config/shareOrSteps";
import type { Reading } from "../config/reading";

export function lengthByDefault({ range }: SourceEntry, reading: Reading): void {
  reading.trap({
    code: "length-by-default",
    severity: "information",
    range,
    message: t(
      "No num_train_steps is given: the run and its decay take Levanter's default of 400,000 steps.",
    ),
    why: t(
      "TrainerConfig.num_train_steps is 400,000; a run that ends before it never reaches the floor.",
    ),
    source: {
      label: "Levanter, trainer.py",
      url: "https://github.com/stanford-crfm/levanter/blob/main/src/levanter/trainer.py",
    },
  });
}

/** 1 is the whole cycle. */
export function oneIsAll(entry: SourceEntry, reading: Reading): void {
  shareOrSteps(
    {
      entry,
      message: t`${entry.key}: 1 is the whole cycle, not one step.`,
      why: t(
        "Levanter reads every number up to 1 as a share of the cycle, and whole numbers above it as steps.",
      ),
      source: {
        label: "Levanter, optim/config.py",
        url: "https://github.com/stanford-crfm/levanter/blob/main/src/levanter/optim/config.py",
      },
    },
    reading,
  );
}
