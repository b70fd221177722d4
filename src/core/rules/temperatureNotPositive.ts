import { formatNumber } from "../text/format";
import { t } from "../text/words";
import type { Rule } from "./rule";
import { plainAt } from "../facts/plain";
import { sources } from "./support/sources";

export const temperatureNotPositive: Rule = {
  id: "temperature-not-positive",
  severity: "error",
  title: t("Temperature of zero or less"),
  why: t(
    "Similarities are divided by the temperature: at zero the loss is infinite, below zero it pulls apart what belongs together.",
  ),
  source: sources.infoNce,
  check({ schedule, definition }) {
    const track = schedule.tracks.get("temperature");
    if (track === undefined) return [];
    const { min } = track.curve.extremes(0, schedule.length - 1);
    if (!(min <= 0)) return [];
    const value = plainAt(definition, track.path);
    const key = track.phases.flatMap((phase) =>
      ["value", "from", "to"]
        .map((name) => [...phase.path, name])
        .filter((path) => notPositive(plainAt(definition, path))),
    );
    const path = key[0] ?? track.path;
    const fixable = key.length > 0 || typeof value === "number";
    const change = { type: "set", path, value: 0.07 } as const;
    return [
      {
        path,
        message: t`The temperature reaches ${formatNumber(min)}; it must be above 0.`,
        fixes: fixable
          ? [{ title: t("Set to 0.07 (CLIP, MoCo)"), preferred: true, changes: [change] }]
          : [],
      },
    ];
  },
};

const notPositive = (value: unknown): boolean => typeof value === "number" && value <= 0;
