import { jax } from "../code/arrays";
import { Tables } from "../code/body";
import { keywordArguments, pythonCall } from "../code/pythonCall";
import { optaxSchedules, type OptaxSchedules } from "../builtin/optax";
import { groupOf } from "../groups";
import { distinct, snakeCase } from "../naming";
import type { Reading } from "../reading";
import { earlierTracks, writtenWithLayers, type WrittenTrack } from "../source";
import { compiledNote, singleValues, steadied } from "../steadied";
import type { Writer } from "../writer";
import { functionLines } from "./functionLines";
import { moduleDocstring, pythonModule } from "./python";
import { optaxReadings, pythonReading } from "./pythonUse";
import { groupTables } from "./torchGroups";

/** optax: its own schedules where they are the same curve, else a function of `jax.numpy`. */
export const optaxWriter: Writer = {
  target: "optax",
  label: "optax schedule",
  languageId: "python",
  extension: "py",
  float32: true,
  byUpdate: true,
  write({ schedule, file }) {
    const found = writtenWithLayers(schedule);
    if ("refused" in found) return found;
    const { left } = found;
    const steady = steadied(schedule, found.tracks);
    const { tracks } = steady;
    const isPlain = tracks === found.tracks && tracks.length === 1;
    const builtIn = isPlain ? optaxSchedules(schedule) : undefined;
    const { imports, parts, readings } = builtIn ? joined(builtIn) : functions(tracks);
    const use = tracks.some(({ name }) => groupOf(name) !== undefined) ? [GROUPS_USE] : [];
    return {
      code: (proof) =>
        pythonModule(
          moduleDocstring(
            { schedule, file },
            [proof, `${FLOAT32} ${compiledNote("Under jit XLA", steady)}`, ...use].join("\n"),
          ),
          imports,
          parts,
        ),
      at: singleValues(tracks),
      tracks: tracks.map(({ name }) => name),
      readings,
      left,
    };
  },
};

const FLOAT32 = "JAX computes in float32 unless x64 is enabled; the difference is that.";

const GROUPS_USE =
  "With optax.multi_transform each parameter has the optimizer of its group: {name: optax.adamw(rate) for name, rate in GROUPS.items()}.";

interface Module {
  readonly imports: readonly string[];
  readonly parts: readonly string[];
  readonly readings: readonly Reading[];
}

function joined({ calls, boundaries }: OptaxSchedules): Module {
  const texts = calls.map(({ kind, args }) => ({
    head: `optax.${kind}`,
    args: keywordArguments(args),
  }));
  const [only] = texts;
  if (only && texts.length === 1)
    return {
      imports: ["import optax", "", pythonCall(`schedule = ${only.head}`, only.args, "")],
      parts: [],
      readings: [pythonReading()],
    };
  const inner = texts.map(({ head, args }) => `${pythonCall(head, args, "        ")},`);
  const lines = [
    "schedule = optax.join_schedules(",
    "    schedules=[",
    ...inner,
    "    ],",
    `    boundaries=[${boundaries.join(", ")}],`,
    ")",
  ];
  return {
    imports: ["import optax", "", lines.join("\n")],
    parts: [],
    readings: [pythonReading()],
  };
}

/** The rate is `schedule`; other tracks are functions for `optax.inject_hyperparams`. */
function functions(tracks: readonly WrittenTrack[]): Module {
  const tables = new Tables("VALUES");
  const names = distinct(
    tracks.map(({ name }) => name),
    (name) => (name === "learningRate" ? "schedule" : snakeCase(name)),
  );
  const parts = tracks.map((track, i) => {
    const calls = earlierTracks(tracks, i, (other) => `${names[other] ?? ""}(step)`);
    return [
      `def ${names[i] ?? ""}(step: ArrayLike) -> ArrayLike:`,
      `    """Return the ${snakeCase(track.name).replaceAll("_", " ")} of update \`step\`, counted from 0."""`,
      ...functionLines(track, jax, tables, "    ", i === 0 ? undefined : calls),
    ].join("\n");
  });
  const constants = tables
    .statements(jax)
    .map((table) =>
      table.replace(/ = \[/, " = jnp.asarray([").replace(/\](?=  # fmt: skip$)/, "])"),
    );
  const math = parts.some((part) => part.includes("math.")) ? ["import math", ""] : [];
  return {
    imports: [...math, "import jax.numpy as jnp", "from jax.typing import ArrayLike"],
    parts: [...constants, ...parts, ...groupTables(tracks, names)],
    readings: optaxReadings(tracks, names),
  };
}
