import type { Tensor } from "@tensorflow/tfjs-core";
import { fused, type Fused } from "../../fused";
import type { RuleState } from "./rule";

/**
 * A whole update in one kernel; undefined where the backend has none, and where layers have rates of
 * their own.
 *
 * @param names Of the tensors, weights first; those that are not [R, P] are [R, 1].
 */
export function fusedUpdate(
  kernel: Fused,
  names: readonly string[],
  tensors: readonly Tensor[],
): RuleState | undefined {
  const [first] = tensors;
  const rate = tensors[names.indexOf("rate")];
  if (first === undefined || rate?.shape[1] !== 1) return undefined;
  const inputs = Object.fromEntries(names.map((name, i) => [name, tensors[i] ?? first]));
  const [weights, ...slots] = fused(kernel, inputs) ?? [];
  return weights && { weights, slots };
}
