import type { Script } from "../python/script/script";
import type { LibraryObject, Value } from "../python/script/value";
import { steppingOf, type Stepping } from "../python/stepping";
import { optimizerOf, torchKind } from "./call";
import { orByFramework } from "./framework";

/** With a fractional epoch for its argument, step() goes by epochs wherever it is called. */
export function torchStepping(
  script: Script,
  object: LibraryObject,
  /** What stands for the scheduler in values, where that is not the object. */
  value: Value = object,
): Stepping {
  const own = steppingOf(script, [object], optimizerOf(object));
  const stepping = orByFramework(own, script, value);
  const fractional =
    torchKind(object) === "CosineAnnealingWarmRestarts" &&
    stepping.stepped === "batch" &&
    stepping.calls.some(({ given }) => given.length > 0);
  if (!fractional) return stepping;
  return {
    ...stepping,
    clock: "epoch",
    length: stepping.epochs,
    updatesInAll: stepping.length,
    fractional,
  };
}
