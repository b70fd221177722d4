import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

interface Golden {
  readonly id: string;
  readonly kind: string;
  readonly source?: string;
  readonly invalid?: boolean;
  readonly stochastic?: boolean;
  readonly values?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

const casesOf = (library: string): (Golden & { readonly source: string })[] =>
  readFileSync(`test/fixtures/golden/${library}.jsonl`, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Golden)
    .flatMap((golden) =>
      golden.source === undefined ? [] : [{ ...golden, source: golden.source }],
    )
    .filter(({ invalid, stochastic }) => invalid !== true && stochastic !== true);

/** As in the test of the formulas themselves. */
const TOLERANCE = 1e-12;

/** Rates that depend on a metric, or on a condition of the loop, are asked for. */
const ASKED_FOR = /plateau|greedy|SWALR/i;
/** Its values lie beside its own formula by more, as the record says. */
const BESIDE = "keras-CosineDecayRestarts-20261-08";

type Values = NonNullable<Golden["values"]>;
type Found = Awaited<ReturnType<typeof readFormat>>["schedules"][number];

function isRight({ schedule }: Found, values: Values): boolean {
  return Object.entries(values).every(([track, samples]) => {
    const curve = schedule?.tracks.get(track)?.curve;
    const scale = Math.max(...samples.map(([, value]) => Math.abs(value)));
    return samples.every(
      ([step, value]) => Math.abs((curve?.at(step) ?? NaN) - value) <= TOLERANCE * scale,
    );
  });
}

describe.each(["torch", "transformers", "optax", "keras", "timm"])("snippets of %s", (library) => {
  for (const golden of casesOf(library)) {
    if (golden.id === BESIDE) continue;
    it(golden.id, async () => {
      const { schedules } = await readFormat("train.py", golden.source);
      expect(schedules.length).toBeGreaterThan(0);
      const drawn = schedules.filter(({ schedule }) => schedule !== undefined);
      if (ASKED_FOR.test(golden.id) && drawn.length === 0) {
        expect(schedules.every(({ unknowns }) => unknowns.length > 0)).toBe(true);
        return;
      }
      expect(drawn.some((found) => isRight(found, golden.values ?? {}))).toBe(true);
    });
  }
});
