import { describe, expect, it } from "vitest";
import { fixed, readFormat, told, valuesOf } from "./read";

const config = (scheduler: string, lr: string | number = 1e-3): string =>
  `{ "train_batch_size": 8,
  "optimizer": { "type": "AdamW", "params": { "lr": ${lr} } },
  "scheduler": ${scheduler} }`;

const decay = `{ "type": "WarmupDecayLR", "params": {
    "warmup_max_lr": 1e-3, "warmup_num_steps": 10, "warmup_type": "linear", "total_num_steps": 110 } }`;

describe("a DeepSpeed config", () => {
  it("is known by its name, or by a scheduler that only DeepSpeed has", async () => {
    for (const name of ["ds_config.json", "my_deepspeed.json", "zero3.json", "18.ds_config.json"])
      expect((await readFormat(name, config(decay))).schedules).toHaveLength(1);
    expect((await readFormat("anything.json", config(decay))).document.format).toBe("deepspeed");
    const own = await readFormat(
      "x.schedule.json",
      '{ "length": { "steps": 9 }, "learningRate": 1 }',
    );
    expect(own.document.format).toBeUndefined();
  });

  it("draws WarmupDecayLR: two updates at 0, the peak one update late, 0 at the end", async () => {
    const { schedules } = await readFormat("ds_config.json", config(decay));
    expect(schedules[0]?.schedule?.length).toBe(110);
    // update k uses iteration k − 1: min(i/10, (110 − i)/100)
    expect(valuesOf(schedules[0], [0, 1, 6, 11, 61])).toEqual([0, 0, 5e-4, 1e-3, 5e-4]);
    expect(schedules[0]?.foreign).toMatchObject({
      format: "deepspeed",
      clock: "update",
      stepped: "batch",
    });
  });

  it("names what transformers fills in, and takes the user's values for it", async () => {
    const text = config(
      `{ "type": "WarmupDecayLR", "params": { "warmup_min_lr": "auto", "warmup_max_lr": "auto",
        "warmup_num_steps": "auto", "total_num_steps": "auto", "warmup_type": "linear" } }`,
      '"auto"',
    );
    const open = await readFormat("ds_config.json", text);
    expect(open.schedules[0]?.unknowns.map(({ symbol, unit }) => [symbol, unit])).toEqual([
      ["learning_rate", "rate"],
      ["warmup_num_steps", "steps"],
      ["total_num_steps", "steps"],
    ]);
    expect(open.schedules[0]?.schedule).toBeUndefined();
    const values = { learning_rate: 1e-3, warmup_num_steps: 10, total_num_steps: 110 };
    const { schedules } = await readFormat("ds_config.json", text, { values });
    expect(valuesOf(schedules[0], [0, 6, 61])).toEqual([0, 5e-4, 5e-4]);
    expect(schedules[0]?.complete).toBe(true);
  });

  it("draws the shape over a nominal run while the total is not known", async () => {
    const text = config(decay.replace("110", '"auto"'));
    const { schedules } = await readFormat("ds_config.json", text);
    expect(schedules[0]?.schedule?.horizon).toBe("nominal");
    expect(schedules[0]?.schedule?.knownUntil).toBe(11);
    expect(valuesOf(schedules[0], [0, 6])).toEqual([0, 5e-4]);
  });

  it("says nothing of an end that WarmupLR does not name", async () => {
    const text = config('{ "type": "WarmupLR", "params": { "warmup_num_steps": 4 } }');
    const { schedules } = await readFormat("ds_config.json", text);
    expect(schedules[0]?.schedule?.horizon).toBe("open");
  });

  it("warns of the logarithmic default, and mends it", async () => {
    const text = config('{ "type": "WarmupLR", "params": { "warmup_num_steps": 100 } }');
    const analysis = await readFormat("ds_config.json", text);
    expect(told(analysis)).toContain('log-warmup-default: "WarmupLR"');
    const better = await readFormat("ds_config.json", fixed(analysis, "log-warmup-default"));
    expect(told(better).join()).not.toContain("log-warmup");
    expect(valuesOf(better.schedules[0], [51])[0]).toBeCloseTo(5e-4, 15);
  });

  it("warns where the scheduler overwrites the optimizer's rate, and mends it", async () => {
    const analysis = await readFormat("ds_config.json", config(decay, 2e-5));
    expect(told(analysis)).toContain("rate-overwritten: 1e-3");
    const better = await readFormat("ds_config.json", fixed(analysis, "rate-overwritten"));
    expect(told(better).join()).not.toContain("rate-overwritten");
    expect(valuesOf(better.schedules[0], [11])).toEqual([2e-5]);
  });

  it("tells of a warmup that takes the whole run", async () => {
    const analysis = await readFormat(
      "18.ds_config.json",
      config(
        `{ "type": "WarmupCosineLR", "params": {
           "total_num_steps": 10, "warmup_num_steps": 10, "warmup_type": "linear" } }`,
      ),
    );
    expect(told(analysis)).toContain("warmup-longer-than-run: 10");
  });

  it("says at the argument what DeepSpeed refuses", async () => {
    const analysis = await readFormat("ds_config.json", config(decay.replace("10,", "0,")));
    expect(told(analysis)).toContain("refused-value: 0");
    const other = await readFormat("ds_config.json", config(decay.replace("110", '110, "x": 1')));
    expect(told(other)).toContain('unknown-argument: "x"');
  });

  it("survives half-typed text", async () => {
    const text = config(decay);
    for (let end = 0; end <= text.length; end++)
      await expect(readFormat("ds_config.json", text.slice(0, end))).resolves.toBeDefined();
  });
});
