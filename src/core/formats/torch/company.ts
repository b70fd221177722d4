import { exclusive } from "../python/exclusive";
import { optimizerIn } from "../python/optimizer";
import type { Script } from "../python/script/script";
import { libraryBaseOf } from "../python/script/inheritance";
import type { Given, LibraryObject, Value } from "../python/script/value";
import type { Stepping } from "../python/stepping";
import { membersOf, optimizerOf, torchKind } from "./call";
import { restrictionsOf } from "./restrictions";
import { takenRounds } from "./takenRounds";

/**
 * What else decides the rate beside a scheduler, in words; undefined where the scheduler is alone.
 * Its own curve would be wrong then.
 */
export function companyOf(
  script: Script,
  object: LibraryObject,
  stepping: Stepping,
): string | undefined {
  return (
    wrapperOf(script, object) ??
    conditionOf(script, object, stepping) ??
    writesBeside(script, object, stepping) ??
    schedulerBeside(script, object)
  );
}

const holds = ({ positional, keywords }: Given, object: LibraryObject): boolean =>
  [...positional, ...keywords.values()].some(
    ({ value }) => value === object || (value.type === "list" && value.items.includes(object)),
  );

/** `GradualWarmupScheduler(optimizer, …, after_scheduler=s)`, of a library or of the script. */
function wrapperOf({ findings }: Script, object: LibraryObject): string | undefined {
  for (const other of findings.objects)
    if (/warm_?up|scheduler/i.test(lastName(other.path)) && torchKind(other) === undefined)
      if (holds(other.given, object)) return `what ${lastName(other.path)} makes of it`;
  for (const { of, given } of findings.instances) {
    const base = libraryBaseOf(of);
    const schedules = /warm_?up|scheduler/i.test(of.name) || /lr_scheduler/.test(base ?? "");
    if (given && schedules && holds(given, object)) return `what ${of.name} makes of it`;
  }
  return undefined;
}

const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** `if loss < best: scheduler.step()`: only the run knows in which rounds it is stepped. */
export const conditionOf = (
  script: Script,
  object: LibraryObject,
  stepping: Stepping,
): string | undefined =>
  takenRounds(script, object, stepping) ? undefined : restrictionsOf(object, stepping)[0];

/** Rates that the script writes into the same optimizer while it trains. */
function writesBeside(
  { findings, machine: { standIns } }: Script,
  object: LibraryObject,
  { stepped }: Stepping,
): string | undefined {
  const optimizer = optimizerIn(optimizerOf(object));
  // `self.optimizers()` of Lightning, in a hook that it calls in its own loop
  const hooked = new Set(stepped === "framework" ? standIns.values() : []);
  const write = findings.writes.find(
    (one) =>
      one.key === "lr" &&
      (hooked.has(one.optimizer) ||
        (one.optimizer === optimizer && one.loops.length > optimizer.loops.length)) &&
      one.by !== object &&
      !exclusive([...one.conditions, ...(one.by?.conditions ?? [])], object.conditions),
  );
  return write && 'the rate that the script writes into param_groups["lr"] beside it';
}

/** Another scheduler of the same optimizer that is stepped as well, in no other branch. */
function schedulerBeside({ findings }: Script, object: LibraryObject): string | undefined {
  const optimizer = optimizerIn(optimizerOf(object));
  if (!optimizer || !isScheduler(object)) return undefined;
  const stepped = new Set<Value>(
    findings.methods.filter(({ method }) => method === "step").map(({ object: on }) => on),
  );
  if (!stepped.has(object)) return undefined;
  const other = findings.objects.find(
    (one) =>
      one !== object &&
      isScheduler(one) &&
      stepped.has(one) &&
      optimizerIn(optimizerOf(one)) === optimizer &&
      !membersOf(object).includes(one) &&
      !exclusive(one.conditions, object.conditions),
  );
  return (
    other &&
    `the scheduler ${other.label ?? torchKind(other) ?? lastName(other.path)} on the same optimizer`
  );
}

/** Of torch, or of a class that the script derives from torch's. */
const isScheduler = (object: LibraryObject): boolean =>
  torchKind(object) !== undefined || /lr_scheduler\.\w+#/.test(object.path);
