import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFormat } from "./read";

interface Golden {
  readonly id: string;
  readonly invalid?: boolean;
  readonly errorPhase?: string;
  readonly config: unknown;
  readonly values?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

const lines = readFileSync("test/fixtures/golden/deepspeed.jsonl", "utf8").trimEnd().split("\n");

/** The config as it stands in the record, so that 1.0 stays a float. */
function configText(line: string): string {
  const start = line.indexOf('"config": ') + '"config": '.length;
  let depth = 0;
  for (let at = start; at < line.length; at++) {
    if (line[at] === "{") depth++;
    if (line[at] === "}" && --depth === 0) return line.slice(start, at + 1);
  }
  throw new Error("no config");
}

/** How many parameter groups the program makes stands in no config. */
const OF_GROUPS = new Set([
  "deepspeed-WarmupLR-20261-invalid-06",
  "deepspeed-LRRangeTest-20261-invalid-18",
]);

describe("DeepSpeed's own values", () => {
  for (const line of lines) {
    const golden = JSON.parse(line) as Golden;
    it(golden.id, async () => {
      const { schedules, problems } = await readFormat("ds_config.json", configText(line));
      expect(schedules).toHaveLength(1);
      const refused = problems.filter(({ severity }) => severity === "error");
      // DeepSpeed alone refuses "auto", which transformers fills in before: it is asked for
      const open = schedules[0]?.unknowns ?? [];
      if (golden.invalid && !OF_GROUPS.has(golden.id))
        expect([...refused, ...open]).not.toHaveLength(0);
      for (const [track, samples] of Object.entries(golden.values ?? {})) {
        const curve = schedules[0]?.schedule?.tracks.get(track)?.curve;
        const scale = Math.max(...samples.map(([, value]) => Math.abs(value)));
        for (const [step, value] of samples)
          expect(Math.abs((curve?.at(step) ?? NaN) - value)).toBeLessThanOrEqual(1e-12 * scale);
      }
    });
  }
});
