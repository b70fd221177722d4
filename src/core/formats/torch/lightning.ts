import { UPDATES_PER_EPOCH } from "../epochClock";
import { lookUpMember } from "../python/script/inheritance";
import { isTrainer } from "../python/script/lightningTrainer";
import { binary } from "../python/script/operators";
import type { Script } from "../python/script/script";
import { numberOf, unknownFrom, type Value } from "../python/script/value";
import type { Stepping } from "../python/stepping";

/** What stands beside a scheduler in the dictionary around it. */
export interface LightningConfig {
  readonly interval?: Value | undefined;
  readonly frequency?: Value | undefined;
  /** An interval one dictionary too far out, which Lightning does not look at. */
  readonly outside?: Value | undefined;
}

const BASE = { stepped: "framework", calls: [], early: false } as const;

/** Only the run knows when it is stepped; each of its steps is drawn. */
export const UNSEEN: Stepping = {
  ...BASE,
  stepped: "unknown",
  clock: "update",
  length: undefined,
};

/**
 * How Lightning 2.6 steps what `configure_optimizers` returns: after each epoch unless the inner
 * dictionary says `"interval": "step"`, of them after every `frequency`-th
 * (loops/training_epoch_loop.py, `_update_learning_rates`); with manual optimization never.
 */
export function lightningStepping(script: Script, object: Value): Stepping | undefined {
  const config = lightningConfig(script, object);
  if (!config) return undefined;
  const { interval, frequency, manual } = config;
  const every = frequency === undefined ? 1 : numberOf(frequency);
  const unit = interval === undefined ? "epoch" : interval.type === "text" ? interval.value : "";
  // batches are counted anew in each epoch
  const isKnown = unit === "epoch" ? every !== undefined : unit === "step" && every === 1;
  if (manual || !isKnown) return UNSEEN;
  const clock = unit === "step" ? "update" : "epoch";
  return { ...BASE, clock, ...lengthOf(script, clock), ...(every !== 1 && { every }) };
}

/** What `configure_optimizers` says of a scheduler that it returns. */
export function lightningConfig(
  { findings: { returned } }: Script,
  object: Value,
): (LightningConfig & { readonly manual: boolean }) | undefined {
  for (const { name, value, self } of returned) {
    const config = name === "configure_optimizers" ? configIn(value, object) : undefined;
    if (config) return { ...config, manual: self !== undefined && isManual(self) };
  }
  return undefined;
}

/** `self.automatic_optimization = False`, or a property of that name. */
function isManual(self: Value): boolean {
  if (self.type !== "instance") return false;
  const own =
    self.attributes.get("automatic_optimization") ??
    lookUpMember(self.of, "automatic_optimization")?.value;
  return own !== undefined && !(own.type === "boolean" && own.value);
}

function configIn(value: Value, object: Value, depth = 0): LightningConfig | undefined {
  if (value === object) return {};
  if (depth > 6) return undefined;
  if (value.type === "dict") {
    const own = value.entries.get("scheduler");
    if (own && holds(own, object))
      return { interval: value.entries.get("interval"), frequency: value.entries.get("frequency") };
    const plain = value.entries.get("lr_scheduler");
    if (plain && plain.type !== "dict" && holds(plain, object))
      return { outside: value.entries.get("interval") };
  }
  for (const part of partsOf(value)) {
    const found = configIn(part, object, depth + 1);
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

const NOWHERE = { start: 0, end: 0 };

/** The Trainer's max_epochs or max_steps, where the script makes one. */
function lengthOf(
  { findings, machine, program }: Script,
  clock: "update" | "epoch",
): Pick<Stepping, "length" | "epochs"> {
  const trainer = findings.objects.find(isTrainer);
  const given = (name: string): Value | undefined => {
    const value = trainer?.given.keywords.get(name)?.value;
    return value && value.type !== "none" && (numberOf(value) ?? 1) > 0 ? value : undefined;
  };
  const epochs = given("max_epochs");
  const steps = given("max_steps");
  if (clock === "epoch") return { length: epochs };
  const range = trainer?.calleeRange ?? NOWHERE;
  // what the script computes its lengths from says this one as well
  const [asked] = /[\w.]+\.estimated_stepping_batches\b/.exec(program.text) ?? [];
  if (steps ?? asked) return { length: steps ?? machine.unknown(asked ?? "", range), epochs };
  if (!epochs) return { length: undefined };
  const each = machine.unknown(UPDATES_PER_EPOCH, range);
  const length = binary("*", epochs, each) ?? unknownFrom([epochs, each], "updates", NOWHERE);
  return { length, epochs };
}

/** Steps that are made in one of `every` rounds, the last of them. */
export const lastOf = (every: number): readonly boolean[] =>
  Array.from({ length: every }, (_, round) => round === every - 1);
