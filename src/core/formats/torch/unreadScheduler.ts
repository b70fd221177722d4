import { partsIn } from "../../program/partsIn";
import type { Range } from "../../text/range";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import { optimizerIn, scriptOptimizer } from "../python/optimizer";
import type { Script } from "../python/script/script";
import type { ClassValue, InstanceValue, Value } from "../python/script/value";
import { steppingOf } from "../python/stepping";

/**
 * Schedulers of which a script shows that they are there, and no more: of its own classes that derive
 * from no library's, and made by what is not found. Each is listed with what is not known of it. Only
 * for scripts of which no other schedule is read.
 */
export const unreadSchedulerDialect: ScriptDialect = {
  id: "unreadScheduler",
  find: (script) => {
    const own = ofOwnClasses(script);
    const made = own.length > 0 ? own : madeElsewhere(script);
    return made.length > 0 ? made : steppedOnly(script);
  },
};

const NAME = /sched|anneal|warm_?up|LR$|(?:^|_)lr(?:_|$)/i;

/** Objects of one place, of which a configuration chooses one, are one schedule. */
function ofOwnClasses({ findings }: Script): FoundSchedule[] {
  const places = new Map<number, InstanceValue[]>();
  for (const instance of findings.instances) {
    const { of, attributes, range } = instance;
    if (!NAME.test(of.name) || !writesRates(of) || ![...attributes.values()].some(mayDrive))
      continue;
    places.set(range.start, [...(places.get(range.start) ?? []), instance]);
  }
  return [...places.values()].map((options) => {
    const [first] = options as [InstanceValue];
    const name = first.label ?? first.of.name;
    return unread(name, first.range, (asking) => {
      const classes = [...new Set(options.map(({ of }) => of.name))];
      const which = classes.join(", ");
      // of what is none of several yet, no argument is asked for
      if (classes.length > 1) asking.ask(`which of ${which} it is`, first.range, "number");
      else askForArguments(first, asking);
      asking.ask(`what calls of ${which} set`, first.range, "number");
    });
  });
}

/** What it is given, as far as that is unknown. */
function askForArguments({ given }: InstanceValue, asking: Asking): void {
  for (const { value } of [...(given?.positional ?? []), ...(given?.keywords.values() ?? [])])
    if (mayDrive(value)) scriptOptimizer(value, asking);
    else asking.askFor(value);
}

const mayDrive = (value: Value): boolean =>
  value.type === "choice" ? value.options.some(mayDrive) : optimizerIn(value) !== undefined;

/** Whether a method of a class, or of one above it, sets `["lr"]` of parameter groups. */
function writesRates(of: ClassValue, depth = 0): boolean {
  if (depth > 16) return false;
  const parts = [...partsIn(of.node.body)];
  const writes = parts.some(
    (part) =>
      part.type === "assignment" &&
      part.targets.some(
        (target) =>
          target.type === "index" && target.index.type === "string" && target.index.value === "lr",
      ),
  );
  const groups = parts.some((part) => part.type === "member" && part.name === "param_groups");
  if (writes && groups) return true;
  return of.bases.some((base) => base.type === "class" && writesRates(base, depth + 1));
}

const MAKES_RATES = /optim|lr|learn|warm_?up|cos|anneal/i;

/** `get_optim_scheduler(params, config)` of a module that is not found. */
const madeElsewhere = ({ findings }: Script): FoundSchedule[] =>
  findings.objects.flatMap(({ path, given, label, calleeRange }) => {
    const name = path.slice(path.lastIndexOf(".") + 1);
    if (!/sched/i.test(name) || /^diffusers\b/.test(path)) return [];
    const values = [...given.positional, ...given.keywords.values()].map(({ value }) => value);
    if (!MAKES_RATES.test(name) && !values.some(mayDrive)) return [];
    return [
      unread(label ?? name, calleeRange, (asking) => {
        asking.ask(`what ${name} makes`, calleeRange, "number");
      }),
    ];
  });

/** `scheduler.step()` on what comes from elsewhere. */
function steppedOnly(script: Script): FoundSchedule[] {
  const found = new Map<string, FoundSchedule>();
  for (const { object, method, given, range } of script.findings.methods) {
    const { label = "" } = object;
    // a noise scheduler is given what the model made of the noise
    const isOne = object.id < 0 && method === "step" && given.length < 2 && NAME.test(label);
    if (!isOne || found.has(label)) continue;
    const { clock, stepped } = steppingOf(script, [object], undefined);
    const name = /\w+$/.exec(label)?.[0] ?? "scheduler";
    const one = unread(name, range, (asking) => {
      asking.ask(`what ${label} is`, range, "number");
    });
    found.set(label, { ...one, clock, stepped });
  }
  return [...found.values()];
}

const unread = (name: string, range: Range, ask: (asking: Asking) => void): FoundSchedule => ({
  name,
  anchor: range,
  range,
  format: "torch",
  clock: "update",
  stepped: "unknown",
  run: (asking) => {
    ask(asking);
    return undefined;
  },
});
