import * as v from "valibot";
import type { Path } from "../parse/sourceValue";
import type { Curve, Extremes } from "./curve";
import { mapCurve } from "./curves/transform";
import { add, divide, multiply, number, power, subtract } from "./formula/formula";
import type { Report } from "./issue";
import { numberShape, optional, positiveShape, required, textShape, wordShape } from "./shapes";
import { formatExact } from "../text/format";
import { t, word } from "../text/words";

const RELATIONS = ["proportional", "constantProduct", "inverse", "power"] as const;
type Relation = (typeof RELATIONS)[number];

/** The exponent at which batch-norm statistics lag least behind a steady drift: (rate)^⅔. */
const STEADY_DRIFT = 2 / 3;

export const followerEntries = {
  follow: required("The name of the track that this one follows.", textShape),
  relation: required(
    '"proportional": y · track / x. "constantProduct": product / track. "inverse": high where the track is lowest, low at its peak. "power": y · (track / x)^exponent.',
    wordShape(...RELATIONS),
  ),
  product: optional('For "constantProduct": what track × value always is.', positiveShape),
  range: optional(
    'For "inverse": [high, low], the values at the track\'s lowest and at its peak.',
    v.strictTuple([numberShape, numberShape], word("a pair [high, low]")),
  ),
  exponent: optional('For "power": the exponent; 2/3 if left out.', numberShape),
  reference: optional(
    'For "proportional" and "power": { track: x, "value": y }, the value y where the followed track is x.',
    v.record(
      v.string(),
      numberShape,
      word('an object such as { "learningRate": 0.1, "value": 0.1 }'),
    ),
  ),
};

export type FollowerRule = v.InferOutput<v.ObjectSchema<typeof followerEntries, undefined>>;

const NEEDS: Readonly<
  Record<Relation, readonly ("product" | "range" | "exponent" | "reference")[]>
> = {
  proportional: ["reference"],
  constantProduct: ["product"],
  inverse: ["range"],
  power: ["exponent", "reference"],
};
const PARAMETERS = ["product", "range", "exponent", "reference"] as const;

interface Following {
  readonly rule: FollowerRule;
  /** The followed track over the run, and whether any of it is missing. */
  readonly curve: Curve;
  readonly gaps: boolean;
  readonly steps: number;
  readonly path: Path;
  readonly report: Report;
  /** The follower is kept below a `max`, so that it may grow without limit before. */
  readonly capped: boolean;
}

/** The curve of a follower, or undefined where the relation has no value; why is reported. */
export function followerCurve(following: Following): Curve | undefined {
  const { rule, curve } = following;
  if (!hasParameters(following)) return undefined;
  const range = curve.extremes(0, following.steps);
  if (Number.isNaN(range.min)) return undefined;
  switch (rule.relation) {
    case "proportional":
      return powerCurve(following, 1, range);
    case "power":
      return powerCurve(following, rule.exponent ?? STEADY_DRIFT, range);
    case "constantProduct":
      return productCurve(following, range);
    case "inverse":
      return inverseCurve(following, range);
  }
}

function hasParameters({ rule, path, report }: Following): boolean {
  const needs = NEEDS[rule.relation];
  for (const key of PARAMETERS) {
    if (rule[key] === undefined || needs.includes(key)) continue;
    const message = t`The relation "${rule.relation}" has no "${key}"; it takes ${needs.map((need) => `"${need}"`).join(" and ")}.`;
    report({ code: "unknown-key", path: [...path, key], at: "key", message });
  }
  const missing = needs.filter((key) => key !== "exponent" && rule[key] === undefined);
  for (const key of missing) {
    report({
      code: "missing-key",
      path,
      message: t`The relation "${rule.relation}" needs "${key}".`,
    });
  }
  return missing.length === 0;
}

interface Reference {
  readonly x: number;
  readonly y: number;
}

function readReference({ rule, path, report }: Following): Reference | undefined {
  const { reference = {}, follow } = rule;
  const say = (code: string, message: string, ...inner: string[]): void => {
    report({ code, path: [...path, "reference", ...inner], message });
  };
  const odd = Object.keys(reference).find((key) => key !== "value" && key !== follow);
  const x = Object.hasOwn(reference, follow) ? reference[follow] : undefined;
  const y = Object.hasOwn(reference, "value") ? reference.value : undefined;
  if (odd !== undefined) {
    say(
      "unknown-key",
      t`A reference names the followed track: { "${follow}": x, "value": y }; there is no "${odd}" here.`,
      odd,
    );
  } else if (x === undefined) {
    say(
      "missing-key",
      t`The reference needs "${follow}": the value of the followed track at which this one is known.`,
    );
  } else if (y === undefined) {
    say(
      "missing-key",
      t`The reference needs "value": the value of this track where ${follow} is ${x}.`,
    );
  } else if (x === 0) {
    say(
      "zero-reference",
      t`A reference at ${follow} = 0 says nothing about other values; take its peak.`,
      follow,
    );
  } else return { x, y };
  return undefined;
}

const unbounded = ({ rule }: Following, why: string): string =>
  t`"${rule.follow}" reaches ${why}, where the relation "${rule.relation}" has no limit. Add "max".`;

/** y · (track / x)^exponent. */
function powerCurve(following: Following, exponent: number, range: Extremes): Curve | undefined {
  const reference = readReference(following);
  if (reference === undefined) return undefined;
  const { rule, path, report, curve, capped } = following;
  const { x, y } = reference;
  const least = Math.min(range.min / x, range.max / x);
  if (exponent !== 1 && least < 0) {
    report({
      code: "follows-negative",
      path: [...path, "follow"],
      message: t`"${rule.follow}" and its reference have different signs somewhere, where a power has no value.`,
    });
    return undefined;
  }
  if (exponent < 0 && least === 0 && !capped) {
    report({
      code: "follower-unbounded",
      path: [...path, "follow"],
      message: unbounded(following, "0"),
    });
    return undefined;
  }
  return mapCurve(
    curve,
    (value) => y * (value / x) ** exponent,
    undefined,
    (value) => multiply(number(y), power(divide(value, number(x)), number(exponent))),
  );
}

/** product / track. */
function productCurve(following: Following, range: Extremes): Curve | undefined {
  const { rule, path, report, curve, capped } = following;
  const { product = NaN } = rule;
  if (range.min < 0) {
    report({
      code: "follows-negative",
      path: [...path, "follow"],
      message: t`"${rule.follow}" becomes negative (${range.min}); a constant product needs it above 0.`,
    });
    return undefined;
  }
  if (range.min === 0 && !capped) {
    report({
      code: "follower-unbounded",
      path: [...path, "follow"],
      message: unbounded(following, "0"),
    });
    return undefined;
  }
  return mapCurve(
    curve,
    (value) => product / value,
    undefined,
    (value) => divide(number(product), value),
  );
}

/** high where the track is lowest, low at its peak, linear between. */
function inverseCurve(following: Following, { min, max }: Extremes): Curve | undefined {
  const { rule, path, report, curve, gaps } = following;
  const [high, low] = rule.range ?? [NaN, NaN];
  // the lowest value and the peak may lie where the track is missing
  if (gaps) return undefined;
  if (min === max) {
    report({
      code: "inverse-of-constant",
      path: [...path, "follow"],
      message: t`"${rule.follow}" is ${formatExact(min)} throughout, at once its lowest value and its peak, so that its inverse is not defined. Give this track a number.`,
    });
    return undefined;
  }
  return mapCurve(
    curve,
    (value) => high + ((low - high) * (value - min)) / (max - min),
    undefined,
    (value) =>
      add(
        number(high),
        divide(multiply(number(low - high), subtract(value, number(min))), number(max - min)),
      ),
  );
}
