import type * as v from "valibot";
import { settingNames, trackNames } from "./definition";

const FIRST = ["length", "optimizer", "learningRate", "momentum"] as const;

/** The keys of a definition in the order in which people write them. */
export const rootKeys: readonly string[] = [
  ...new Set<string>([
    ...FIRST,
    "weightDecay",
    "name",
    "extends",
    ...trackNames,
    ...settingNames.filter((name) => name !== "$schema"),
  ]),
];

/** What a phase must say before what it may say, else as the entries stand. */
export function inOrderOfUse(entries: v.ObjectEntries): [string, v.ObjectEntries[string]][] {
  const isOptional = ([, { type }]: [string, { type: string }]): boolean => type === "optional";
  const all = Object.entries(entries);
  return [...all.filter((entry) => !isOptional(entry)), ...all.filter(isOptional)];
}
