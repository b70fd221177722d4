import type { LibraryRecord } from "../../libraries/value";
import { entryOf, type SourceObject } from "../../parse/sourceValue";
import type { ConfigFile, Found } from "../config/dialect";
import { anchorOf, firstOf } from "../config/fields";
import { trainerRun, type TrainerRules } from "./trainer";

export interface TrainerShape {
  readonly rules: TrainerRules;
  readonly schedulerKeys: readonly string[];
  /** Keys of which an object must have two to be such a config. */
  readonly signs: readonly string[];
  /** The library's scheduler for the one that the config names, with arguments of its own. */
  readonly translate?: (
    root: SourceObject,
    kind: string,
  ) => { kind: string; extra?: LibraryRecord };
}

/** The config's settings: the root itself, or the first group of settings that looks like them. */
function settingsOf(root: SourceObject, signs: readonly string[]): SourceObject | undefined {
  const fits = (object: SourceObject): boolean =>
    signs.filter((key) => entryOf(object, key)).length >= 2;
  if (fits(root)) return root;
  for (const { value } of root.entries) if (value.type === "object" && fits(value)) return value;
  return undefined;
}

export function findTrainer({ root: file }: ConfigFile, shape: TrainerShape): Found[] {
  const root = settingsOf(file, shape.signs);
  if (!root) return [];
  const rate = firstOf(root, "learning_rate");
  const kindEntry = firstOf(root, ...shape.schedulerKeys);
  const anchor = kindEntry ?? rate;
  if (!anchor) return [];
  const named = kindEntry?.value.type === "string" ? kindEntry.value.value : shape.rules.scheduler;
  const translated = shape.translate?.(root, named) ?? { kind: named };
  const config = { root, kindEntry, rate, rules: shape.rules, ...translated };
  return [
    {
      name: named,
      anchor: anchorOf(anchor),
      range: anchor.range,
      clock: "update",
      stepped: "framework",
      run: (reading) => trainerRun(config, reading),
    },
  ];
}
