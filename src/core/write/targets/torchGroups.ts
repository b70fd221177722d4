import { groupOf } from "../groups";
import { documentReading, type Reading } from "../reading";
import { FILE, torchUse } from "./pythonUse";

interface GroupFunction {
  /** The track's name: "learningRate of backbone". */
  readonly name: string;
  readonly function: string;
}

/** GROUPS: each parameter group's rate by its name, in the optimizer's order. */
export const groupTable = (rates: readonly GroupFunction[]): string =>
  [
    "GROUPS = {",
    ...rates.map(({ name, function: f }) => `    ${quoted(groupOf(name) ?? name)}: ${f},`),
    "}",
  ].join("\n");

/** GROUPS of those tracks that are a group's rate, as a part of a module; none without groups. */
export function groupTables(
  tracks: readonly { readonly name: string }[],
  names: readonly string[],
): readonly string[] {
  const rates = tracks
    .map(({ name }, i) => ({ name, function: names[i] ?? "" }))
    .filter(({ name }) => groupOf(name) !== undefined);
  return rates.length > 0 ? [groupTable(rates)] : [];
}

/** Names come from a workspace. */
const quoted = (text: string): string =>
  JSON.stringify(text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ""));

export const GROUP_FACTOR = [
  "class LearningRateFactor:",
  '    """A group\'s share of LEARNING_RATE; unlike a lambda, it can be pickled."""',
  "",
  "    def __init__(self, group: str) -> None:",
  "        self.group = group",
  "",
  "    def __call__(self, step: int) -> float:",
  "        return GROUPS[self.group](step) / LEARNING_RATE",
].join("\n");

export const GROUP_FACTORS = "[LearningRateFactor(group) for group in GROUPS]";

export const GROUPS_WANTED =
  "The optimizer is made with a parameter group for each of GROUPS, in their order.";

/** The rates of all groups by `make_scheduler`, and the rate that they follow by its function. */
export function groupReadings(
  rates: readonly GroupFunction[],
  moving: readonly GroupFunction[],
): Reading[] {
  const list = rates.map(() => '{"params": model.parameters()}').join(", ");
  const own = [{ name: "learningRate", function: "learning_rate" }, ...moving];
  const made =
    moving.length > 0 ? `LambdaLR(optimizer, ${GROUP_FACTORS})` : "make_scheduler(optimizer)";
  const functions = own.map((one) => one.function);
  const use = torchUse(functions, made).replace(
    "SGD(model.parameters(), lr=L",
    `SGD([${list}], lr=L`,
  );
  const common = { file: FILE, use, run: true };
  return [
    ...own.map(({ name }, i) => documentReading({ ...common, track: name, schedule: `read_${i}` })),
    ...rates.map(({ name }, i) =>
      documentReading({
        ...common,
        track: name,
        schedule: "scheduler",
        as: i === 0 ? "learningRate" : `learningRate[${i}]`,
      }),
    ),
  ];
}
