import type { SourceString } from "../../parse/sourceValue";
import type { SymbolUnit } from "../format";
import type { Reading } from "../config/reading";

interface Auto {
  /** The argument of transformers' Trainer that fills it. */
  readonly name: string;
  /** transformers fills in 0, whatever its arguments are. */
  readonly is0?: boolean;
}

/** What `"auto"` stands for where transformers fills the config in (`trainer_config_process`). */
export const MAY_BE_AUTO: ReadonlyMap<string, Auto> = new Map([
  ["warmup_min_lr", { name: "warmup_min_lr", is0: true }],
  ["warmup_max_lr", { name: "learning_rate" }],
  ["warmup_num_steps", { name: "warmup_num_steps" }],
  ["total_num_steps", { name: "total_num_steps" }],
]);

const UNITS: ReadonlyMap<string, SymbolUnit> = new Map([["learning_rate", "rate"]]);

export const askAuto = (
  symbol: string,
  { range }: SourceString,
  reading: Reading,
): number | undefined => reading.ask(symbol, range, UNITS.get(symbol) ?? "steps");
