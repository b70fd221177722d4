import { functionOf } from "../python/convert";
import type { FoundSchedule } from "../python/dialect";
import { lengthOfFit } from "./fit";
import { functionRate, libraryNumber } from "../python/functionRate";
import { libraryBaseOf, lookUpMember } from "../python/script/inheritance";
import type { Script } from "../python/script/script";
import type { InstanceValue } from "../python/script/value";

const BASE = /^(?:keras|tensorflow)\.(?:\w+\.)*LearningRateSchedule$/;

/** A schedule that the script defines, not one of the library. */
export const isOwnSchedule = ({ of }: InstanceValue): boolean =>
  BASE.test(libraryBaseOf(of) ?? "") && lookUpMember(of, "__call__")?.value.type === "function";

/**
 * Schedules that a script defines itself: `class Warmup(LearningRateSchedule)` with a `__call__` of
 * the update, which is run for each step that is asked for.
 */
export const ownSchedules = (script: Script): FoundSchedule[] =>
  script.findings.instances.filter(isOwnSchedule).map((instance) => ({
    name: instance.label ?? instance.of.name,
    anchor: instance.range,
    range: instance.range,
    format: "keras",
    clock: "update",
    stepped: "framework",
    run: (asking) => {
      const rate = functionOf(instance, asking);
      const length = lengthOfFit(instance, asking);
      return (
        rate && functionRate((step) => libraryNumber(rate(step)), instance.of.name, asking, length)
      );
    },
  }));
