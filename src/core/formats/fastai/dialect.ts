import type { LibraryTrack } from "../../libraries/construction";
import type { Curve } from "../../schedule/curve";
import { sequenceCurve } from "../../schedule/curves/sequence";
import { nominalSteps } from "../horizon";
import type { Asking } from "../python/asking";
import type { FoundSchedule, ScriptDialect } from "../python/dialect";
import type { MethodCall } from "../python/script/loop";
import { numberOf, type LibraryObject, type Value } from "../python/script/value";
import { combinedCosine } from "./combinedCosine";

/** What a method takes, in order, and the stretches of its run. */
interface Fit {
  readonly parameters: readonly string[];
  stretches(given: Arguments): readonly Stretch[] | undefined;
}

/** A call of `fit_one_cycle` or `fit_flat_cos`, as fastai makes it: rates of the last group. */
interface Stretch {
  readonly epochs: number;
  readonly share: number;
  readonly rates: readonly [number, number, number];
  readonly moms: readonly [number, number, number] | undefined;
}

/**
 * fastai 2.8, callback/schedule.py: 1cycle, flat and cosine, and fine-tuning, whose first stretch
 * trains the head alone. The rate is that of the last parameter group, the head's.
 */
const FITS: Readonly<Record<string, Fit>> = {
  fit_one_cycle: {
    parameters: ["n_epoch", "lr_max", "div", "div_final", "pct_start", "wd", "moms"],
    stretches: (given) => {
      const [epochs, rate] = [given.number("n_epoch"), given.rate("lr_max")];
      if (epochs === undefined || rate === undefined) return undefined;
      return list(oneCycle(given, { epochs, rate, div: 25, share: 0.25 }));
    },
  },
  fit_flat_cos: {
    parameters: ["n_epoch", "lr", "div_final", "pct_start"],
    stretches: (given) => {
      const [epochs, rate] = [given.number("n_epoch"), given.rate("lr")];
      const last = given.number("div_final", 1e5);
      const share = given.number("pct_start", 0.75);
      if (epochs === undefined || rate === undefined || !last || share === undefined)
        return undefined;
      return [{ epochs, share, rates: [rate, rate, rate / last], moms: undefined }];
    },
  },
  fine_tune: {
    parameters: ["epochs", "base_lr", "freeze_epochs", "lr_mult", "pct_start", "div"],
    stretches: (given) => {
      const epochs = given.number("epochs");
      const rate = given.number("base_lr", 2e-3);
      const frozen = given.number("freeze_epochs", 1);
      if (epochs === undefined || rate === undefined || frozen === undefined) return undefined;
      const head = oneCycle(given.without("pct_start", "div"), {
        ...{ epochs: frozen, rate, div: 25, share: 0.99 },
      });
      const whole = oneCycle(given, { epochs, rate: rate / 2, div: 5, share: 0.3 });
      return head && whole ? [head, whole] : undefined;
    },
  },
};

const list = (one: Stretch | undefined): readonly Stretch[] | undefined => one && [one];

const USUAL_MOMENTUM = [0.95, 0.85, 0.95] as const;

function oneCycle(
  given: Arguments,
  usual: {
    readonly epochs: number;
    readonly rate: number;
    readonly div: number;
    readonly share: number;
  },
): Stretch | undefined {
  const { epochs, rate } = usual;
  const div = given.number("div", usual.div);
  const last = given.number("div_final", 1e5);
  const share = given.number("pct_start", usual.share);
  const moms = given.triple("moms", USUAL_MOMENTUM);
  if (!div || !last || share === undefined || !moms) return undefined;
  return { epochs, share, rates: [rate / div, rate, rate / last], moms };
}

/** fastai's learners, and what the script is given as one. */
const LEARNER = /^fastai\b/;

export const fastaiDialect: ScriptDialect = {
  id: "fastai",
  find: ({ findings }) =>
    findings.methods
      .filter(({ method, object }) => Object.hasOwn(FITS, method) && LEARNER.test(object.path))
      .map(foundOf),
};

const foundOf = (call: MethodCall): FoundSchedule => ({
  name: call.method,
  anchor: call.range,
  range: call.range,
  format: "fastai",
  clock: "update",
  stepped: "framework",
  run: (asking) => runOf(call, asking),
});

const PER_EPOCH = "len(dls.train)";

function runOf(call: MethodCall, asking: Asking): ReturnType<FoundSchedule["run"]> {
  const fit = FITS[call.method];
  const stretches = fit?.stretches(new Arguments(call, fit.parameters, asking));
  const perEpoch = asking.ask(PER_EPOCH, asking.anchor, "steps per epoch");
  if (!stretches) return undefined;
  const epochs = stretches.reduce((sum, stretch) => sum + stretch.epochs, 0);
  if (!(epochs > 0)) return undefined;
  const known = perEpoch !== undefined && perEpoch >= 1;
  const steps = known ? Math.floor(perEpoch) : Math.ceil(nominalSteps() / epochs);
  return {
    length: epochs * steps,
    ...(!known && { horizon: "nominal" as const, knownUntil: 1 }),
    time: { stepsPerEpoch: steps },
    tracks: tracksOf(stretches, steps, call.object),
    kind: call.method,
  };
}

/** fastai's `mom` is β1 of Adam, its usual optimizer. */
function tracksOf(
  stretches: readonly Stretch[],
  steps: number,
  { given }: LibraryObject,
): LibraryTrack[] {
  const optimizer = given.keywords.get("opt_func")?.value;
  const isSgd = optimizer?.type === "library" && /\bSGD$/i.test(optimizer.path);
  const track = (name: LibraryTrack["name"], of: (one: Stretch) => Stretch["moms"]) => {
    let start = 0;
    const pieces = stretches.flatMap((stretch) => {
      const values = of(stretch);
      const length = stretch.epochs * steps;
      const piece: { start: number; curve: Curve } | undefined = values && {
        start,
        curve: combinedCosine(stretch.share, values, length),
      };
      start += length;
      return piece && length > 0 ? [piece] : [];
    });
    return pieces.length > 0 ? [{ name, group: 0, curve: sequenceCurve(pieces) }] : [];
  };
  return [
    ...track("learningRate", ({ rates }) => rates),
    ...track(isSgd ? "momentum" : "beta1", ({ moms }) => moms),
  ];
}

/** The arguments of one call, each by its name. */
class Arguments {
  constructor(
    private readonly call: MethodCall,
    private readonly parameters: readonly string[],
    private readonly asking: Asking,
    private readonly left: readonly string[] = [],
  ) {}

  without(...names: readonly string[]): Arguments {
    return new Arguments(this.call, this.parameters, this.asking, names);
  }

  private value(name: string): Value | undefined {
    if (this.left.includes(name)) return undefined;
    const { given, keywords } = this.call;
    const positional = given.slice(0, given.length - keywords.size);
    return keywords.get(name)?.value ?? positional[this.parameters.indexOf(name)];
  }

  number(name: string, usual?: number): number | undefined {
    const value = this.value(name);
    if (!value || value.type === "none") return usual;
    this.asking.setting(name, value);
    return this.asking.number(value);
  }

  triple(
    name: string,
    usual: readonly [number, number, number],
  ): readonly [number, number, number] | undefined {
    const value = this.value(name);
    if (!value || value.type === "none") return usual;
    const [first, middle, last] = value.type === "list" ? value.items.map(numberOf) : [];
    if (first === undefined || middle === undefined || last === undefined)
      return this.asking.askFor(value) as undefined;
    return [first, middle, last];
  }

  /** The rate given, or else the learner's own, which is 0.001 unless it is told another. */
  rate(name: string): number | undefined {
    const value = this.value(name);
    if (value && value.type !== "none") {
      this.asking.setting(name, value);
      return this.asking.number(stopOf(value), "rate");
    }
    const { object } = this.call;
    const own = object.given.keywords.get("lr");
    if (own) return this.asking.number(own.value, "rate");
    return object.path.includes("#")
      ? this.asking.ask(`${object.label ?? "learn"}.lr`, this.asking.anchor, "rate")
      : 0.001;
  }
}

/** Of `slice(1e-5, 1e-3)` the last group gets the second. */
function stopOf(value: Value): Value {
  if (value.type !== "object" || value.path !== "builtins.slice") return value;
  const { positional } = value.given;
  return positional[1]?.value ?? positional[0]?.value ?? value;
}
