import type { Script } from "../python/script/script";
import { numberOf, type Value } from "../python/script/value";
import type { Stepping } from "../python/stepping";

/** A scheduler that a framework steps: Lightning's from configure_optimizers, or a Trainer's. */
export function frameworkStepping(script: Script, object: Value): Stepping | undefined {
  const { returned, objects, inherited } = script.findings;
  for (const { name, value } of returned)
    if (name === "configure_optimizers") {
      const interval = intervalOf(value, object);
      if (interval) return lightning(script, interval);
    }
  const handed = objects.some(({ path, given }) => {
    const pair = given.keywords.get("optimizers")?.value;
    return /Trainer$/.test(path) && pair?.type === "list" && pair.items.includes(object);
  });
  if (handed) return { ...BASE, clock: "update", length: undefined };
  // manual optimization: self.lr_schedulers() is stepped, which only the run knows
  return inherited.some(({ method }) => method === "lr_schedulers")
    ? { ...BASE, stepped: "unknown", clock: "update", length: undefined }
    : undefined;
}

const BASE = { stepped: "framework", calls: [], early: false } as const;

type Interval = "step" | "epoch";

/** Lightning steps after each epoch unless the inner dictionary says `"interval": "step"`. */
function intervalOf(value: Value, object: Value, depth = 0): Interval | undefined {
  if (value === object) return "epoch";
  if (depth > 6) return undefined;
  if (value.type === "dict") {
    const own = value.entries.get("scheduler");
    if (own && holds(own, object)) {
      const interval = value.entries.get("interval");
      return interval?.type === "text" && interval.value === "step" ? "step" : "epoch";
    }
  }
  for (const part of partsOf(value)) {
    const found = intervalOf(part, object, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const holds = (value: Value, object: Value): boolean =>
  value === object || partsOf(value).some((part) => part === object);

function partsOf(value: Value): readonly Value[] {
  if (value.type === "list") return value.items;
  if (value.type === "dict") return [...value.entries.values()];
  return value.type === "choice" ? value.options : [];
}

/** The Trainer's max_epochs or max_steps, where the script makes one. */
function lightning(script: Script, interval: Interval): Stepping {
  const trainer = script.findings.objects.find(({ path }) => /lightning.*\.Trainer$/.test(path));
  const name = interval === "step" ? "max_steps" : "max_epochs";
  const given = trainer?.given.keywords.get(name)?.value;
  const length = given && (numberOf(given) ?? 1) > 0 ? given : undefined;
  return { ...BASE, clock: interval === "step" ? "update" : "epoch", length };
}
