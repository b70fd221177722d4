import { expect, it } from "vitest";
import { optimizerNamed } from "../../../src/probe/optimizerName";

it.each([
  ["sgd", "sgd"],
  ["SGD", "sgd"],
  ["heavy-ball", "heavyBall"],
  ["momentum", "heavyBall"],
  ["AdamW", "adamw"],
  // transformers' OptimizerNames
  ["adamw_torch", "adamw"],
  ["adamw_torch_fused", "adamw"],
  ["adamw_torch_xla", "adamw"],
  ["adamw_torch_npu_fused", "adamw"],
  ["adamw_torch_4bit", "adamw"],
  ["adamw_torch_8bit", "adamw"],
  ["adamw_apex_fused", "adamw"],
  ["adamw_hf", "adamw"],
  ["adamw_bnb_8bit", "adamw"],
  ["adamw_8bit", "adamw"],
  ["paged_adamw_32bit", "adamw"],
  ["paged_adamw_8bit", "adamw"],
  // kohya's, DeepSpeed's and NeMo's
  ["AdamW8bit", "adamw"],
  ["PagedAdamW8bit", "adamw"],
  ["FusedAdam", "adam"],
  ["fused_adam", "adam"],
  ["distributed_fused_adam", "adam"],
])("%s is %s", (name, optimizer) => {
  expect(optimizerNamed(name)).toBe(optimizer);
});

it.each([
  ...["adafactor", "lion_8bit", "adamw_anyprecision", "schedule_free_adamw", "ademamix_8bit"],
  ...["rmsprop", "torch", "8bit", "decoupled_adamw", "stable_adamw", ""],
])("%j is another update, or none", (name) => {
  expect(optimizerNamed(name)).toBeUndefined();
});
