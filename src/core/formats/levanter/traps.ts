import type { SourceEntry } from "../../parse/sourceValue";
import type { Reading } from "../config/reading";

export function lengthByDefault({ range }: SourceEntry, reading: Reading): void {
  reading.trap({
    code: "length-by-default",
    severity: "information",
    range,
    message:
      "No num_train_steps is given: the run and its decay take Levanter's default of 400,000 steps.",
    why: "TrainerConfig.num_train_steps is 400,000; a run that ends before it never reaches the floor.",
    source: {
      label: "Levanter, trainer.py",
      url: "https://github.com/stanford-crfm/levanter/blob/main/src/levanter/trainer.py",
    },
  });
}
