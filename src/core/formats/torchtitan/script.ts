import { t } from "../../text/words";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import type { Script } from "../python/script/script";
import {
  numberOf,
  type InstanceValue,
  type LibraryObject,
  type Value,
} from "../python/script/value";
import { DEFAULTS, isDecayType, overlapOf, titanRun, type TitanPlan } from "./schedule";

const SCHEDULER =
  /^torchtitan\.(?:.*\.LRSchedulersContainer\.Config|config\.(?:job_config\.)?LRScheduler)$/;

/** torchtitan's configs in Python: a scheduler's, with the optimizer's and the training's beside it. */
export const torchtitanScriptDialect: ScriptDialect = {
  id: "torchtitan",
  find: (script) => {
    const seen = new Set<string>();
    return script.findings.objects.flatMap((object): FoundSchedule[] => {
      if (!SCHEDULER.test(object.path)) return [];
      const settings = new Settings(script, object);
      // a function that makes a config is called by others, which may change what it made
      const key = `${object.calleeRange.start} ${settings.key}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [
        {
          name: object.label ?? "lr_scheduler",
          anchor: object.calleeRange,
          range: object.range,
          format: "torchtitan",
          clock: "update",
          stepped: "framework",
          run: (asking) => run(settings, asking),
        },
      ];
    });
  },
};

/** What an object's attribute is: set later, given to its constructor, or taken from what it copies. */
function settingOf(object: Value | undefined, name: string): Value | undefined {
  if (object?.type === "instance")
    return object.given?.keywords.get(name)?.value ?? object.attributes.get(name);
  if (object?.type !== "object") return undefined;
  const own = object.attributes.get(name) ?? object.given.keywords.get(name)?.value;
  if (own ?? object.path !== "dataclasses.replace") return own;
  return settingOf(object.given.positional[0]?.value, name);
}

/** A scheduler's settings, and those of the run that it belongs to. */
class Settings {
  readonly #scheduler: Value;
  readonly #holder: LibraryObject | InstanceValue | undefined;
  readonly #steps: Value | undefined;

  constructor(script: Script, object: LibraryObject) {
    const { objects, instances } = script.findings;
    const isIt = (value: Value | undefined): boolean =>
      value === object ||
      (value?.type === "object" &&
        value.path === "dataclasses.replace" &&
        isIt(value.given.positional[0]?.value));
    this.#holder = [...objects, ...instances].find((one) => isIt(settingOf(one, "lr_scheduler")));
    this.#scheduler = settingOf(this.#holder, "lr_scheduler") ?? object;
    const built = objects.find(
      ({ path, given }) =>
        path.endsWith(".build_lr_schedulers") &&
        isIt((given.keywords.get("lr_scheduler_config") ?? given.positional[1])?.value),
    );
    this.#steps = (built?.given.keywords.get("training_steps") ?? built?.given.positional[2])
      ?.value;
  }

  of(name: string): Value | undefined {
    const value = settingOf(this.#scheduler, name);
    return value?.type === "none" ? undefined : value;
  }

  /** training.steps; of a run that does not say it, torchtitan's default. */
  steps(asking: Asking): number | undefined {
    const training = settingOf(this.#holder, "training");
    const value = this.#steps ?? settingOf(training, "steps");
    asking.setting("steps", value);
    if (value) return asking.number(value, "steps");
    if (training?.type === "unknown") return asking.askFor(training, "steps");
    return this.#holder ? DEFAULTS.steps : asking.ask("training.steps", asking.anchor, "steps");
  }

  /** The rates of the optimizer's groups. */
  rates(asking: Asking): readonly (number | undefined)[] {
    const values = ratesOf(settingOf(this.#holder, "optimizer"));
    if (values === "default") return [DEFAULTS.rate];
    if (values.length === 0) return [asking.ask("optimizer.lr", asking.anchor, "rate")];
    return values.map((value, group) => {
      asking.setting("lr", value, { group });
      return value
        ? asking.number(value, "rate")
        : asking.ask("optimizer.lr", asking.anchor, "rate");
    });
  }

  /** What tells two configs of one place apart. */
  get key(): string {
    const rates = ratesOf(settingOf(this.#holder, "optimizer"));
    const named = ["warmup_steps", "total_steps", "decay_ratio", "decay_type", "min_lr_factor"];
    const values = [
      ...named.map((name) => this.of(name)),
      settingOf(settingOf(this.#holder, "training"), "steps"),
      ...(rates === "default" ? [] : rates),
    ];
    return values.map((value) => numberOf(value) ?? textOf(value)).join(" ");
  }
}

const textOf = (value: Value | undefined): string =>
  value?.type === "text" ? value.value : value?.type === "unknown" ? value.symbol : "";

/** A factory's `lr`, or that of each parameter group; "default": the factory's own. */
function ratesOf(optimizer: Value | undefined): readonly (Value | undefined)[] | "default" {
  if (optimizer?.type !== "object") return [];
  const groups = settingOf(optimizer, "param_groups");
  if (groups?.type === "list")
    return groups.items.map((group) => {
      const given = settingOf(group, "optimizer_kwargs");
      return given?.type === "dict" ? given.entries.get("lr") : undefined;
    });
  const own = settingOf(optimizer, "lr");
  if (own) return [own];
  const factory = /\.default_adamw$|\.config\.(?:job_config\.)?Optimizer$/.test(optimizer.path);
  const first = /\.default_adamw$/.test(optimizer.path) ? optimizer.given.positional[0] : undefined;
  if (first) return [first.value];
  return factory ? "default" : [];
}

function run(settings: Settings, asking: Asking): ReturnType<FoundSchedule["run"]> {
  const number = (name: string, usual: number, unit?: "steps"): number | undefined => {
    const value = settings.of(name);
    asking.setting(name, value);
    return value ? asking.number(value, unit) : usual;
  };
  const rates = settings.rates(asking);
  const steps = settings.steps(asking);
  const warmup = number("warmup_steps", DEFAULTS.warmup, "steps");
  const total = number("total_steps", steps ?? NaN, "steps");
  const floor = number(settings.of("lr_min") ? "lr_min" : "min_lr_factor", 0);
  const ratio = number("decay_ratio", NaN);
  const type = settings.of("decay_type");
  const decayType = type ? textOf(type) : DEFAULTS.decayType;
  if (type && (type.type !== "text" || !isDecayType(decayType))) {
    if (type.type === "text")
      refuse(asking, t`torchtitan's decay_type is linear, sqrt or cosine, not ${decayType}.`);
    else asking.askFor(type);
    return undefined;
  }
  if (rates.includes(undefined) || steps === undefined || total === undefined) return undefined;
  if (warmup === undefined || floor === undefined || ratio === undefined) return undefined;
  if (!(steps >= 1) || !(total >= 1)) return undefined;
  const plan = (rate: number): TitanPlan => ({
    rate,
    total,
    warmup: Math.trunc(warmup),
    ratio: Number.isNaN(ratio) ? undefined : ratio,
    floor,
    decayType,
    isOlder: settings.of("lr_min") !== undefined,
  });
  const runs = rates.map((rate) => titanRun(plan(rate ?? NaN)));
  const [first] = runs;
  if (!first) return undefined;
  tellOverlap(plan(1), asking);
  const tracks = runs.flatMap((one, group) => one.tracks.map((track) => ({ ...track, group })));
  return { ...first, length: Math.floor(steps), tracks, optimizer: undefined };
}

const refuse = (asking: Asking, message: string): void => {
  asking.refuse([{ code: "refused-value", path: [], message }], () => asking.anchor);
};

function tellOverlap(plan: TitanPlan, asking: Asking): void {
  const told = overlapOf(plan);
  if (told) asking.trap({ ...told, range: asking.anchor });
}
