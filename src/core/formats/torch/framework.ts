import type { Script } from "../python/script/script";
import type { Value } from "../python/script/value";
import type { Stepping } from "../python/stepping";
import { lightningStepping, UNSEEN } from "./lightning";

/** A scheduler that a framework steps: Lightning's from configure_optimizers, or a Trainer's. */
export function frameworkStepping(script: Script, object: Value): Stepping | undefined {
  const { objects, inherited } = script.findings;
  const lightning = lightningStepping(script, object);
  if (lightning) return lightning;
  const handed = objects.some(({ path, given }) => {
    const pair = given.keywords.get("optimizers")?.value;
    return /Trainer$/.test(path) && pair?.type === "list" && pair.items.includes(object);
  });
  if (handed)
    return { stepped: "framework", clock: "update", calls: [], early: false, length: undefined };
  // manual optimization: self.lr_schedulers() is stepped, which only the run knows
  return inherited.some(({ method }) => method === "lr_schedulers") ? UNSEEN : undefined;
}

/** How a framework steps it where nothing in the script calls its `step()`. */
export const orByFramework = (stepping: Stepping, script: Script, object: Value): Stepping =>
  (stepping.calls.length === 0 ? frameworkStepping(script, object) : undefined) ?? stepping;
