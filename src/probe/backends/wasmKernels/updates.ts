import type {
  KernelConfig,
  KernelFunc,
  NamedTensorInfoMap,
  TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { FUSED, type Fused } from "../../fused";
import { f32x4, get, set, type Code } from "./assembler";
import { rowLoop, type Formula } from "./elementwise";
import { addressOf } from "./heap";

/** An update in one pass over memory: the new weights, then the new slots. */
interface Update {
  readonly kernel: Fused;
  /** Inputs [R, P], the weights first. */
  readonly large: readonly string[];
  /** Inputs [R, 1]. */
  readonly small: readonly string[];
  readonly of: Formula["of"];
}

const { add, sub, mul, div, sqrt } = f32x4;

/** d = g + λ w, v ← μ v + d, w ← w − η v; Nesterov: w ← w − η (d + μ v). */
const sgd = (kernel: Fused, nesterov: boolean): Update => ({
  kernel,
  large: ["weights", "gradients", "velocity"],
  small: ["rate", "decay", "momentum"],
  of: (inputs, [d = 0, v = 0]) => {
    const [w, g, velocity, rate, decay, momentum] = six(inputs.map(get));
    const direction = nesterov ? add(get(d), mul(momentum, get(v))) : get(v);
    return {
      before: [set(d, add(g, mul(decay, w))), set(v, add(mul(momentum, velocity), get(d)))],
      results: [sub(w, mul(rate, direction)), get(v)],
    };
  },
});

type Six = readonly [Code, Code, Code, Code, Code, Code];
const six = (values: readonly Code[]): Six => values as unknown as Six;

/** As in engine/rules/adam.ts, in the same order of operations. */
const adam = (kernel: Fused, decoupled: boolean): Update => ({
  kernel,
  large: ["weights", "gradients", "first", "second"],
  small: [
    ...["rate", "decay", "beta1", "rest1", "beta2", "rest2"],
    ...["correction1", "correction2", "epsilon"],
  ],
  of: (inputs, [d = 0, m = 0, v = 0]) => {
    const values = inputs.map(get);
    const [w = [], g = [], first = [], second = []] = values;
    const [rate, decay, beta1, rest1, beta2, rest2] = six(values.slice(4));
    const [correction1 = [], correction2 = [], epsilon = []] = values.slice(10);
    const root = mul(sqrt(get(v)), correction2);
    const direction = div(mul(get(m), correction1), add(root, epsilon));
    const from = decoupled ? sub(w, mul(mul(rate, decay), w)) : w;
    return {
      before: [
        set(d, decoupled ? g : add(g, mul(decay, w))),
        set(m, add(mul(beta1, first), mul(rest1, get(d)))),
        set(v, add(mul(beta2, second), mul(rest2, mul(get(d), get(d))))),
      ],
      results: [sub(from, mul(rate, direction)), get(m), get(v)],
    };
  },
});

interface Arguments {
  readonly inputs: NamedTensorInfoMap;
  readonly backend: BackendWasm;
}

function kernel({ kernel: kernelName, large, small, of }: Update): KernelConfig {
  const runOf = rowLoop({ large: large.length, small: small.length, of });
  const compute = ({ inputs, backend }: Arguments): TensorInfo[] => {
    const run = runOf(backend);
    if (run === undefined) throw new Error(`${kernelName} needs SIMD`);
    const given = [...large, ...small].map((name) => inputs[name]);
    const [rows = 1, width = 1] = given[0]?.shape ?? [];
    const results = large.slice(1).map(() => backend.makeOutput([rows, width], "float32"));
    const strides = [...large.map(() => width), ...small.map(() => 1), ...results.map(() => width)];
    const places = [...given, ...results].map((info) => {
      if (info === undefined) throw new Error(`${kernelName} lacks an input`);
      return addressOf(backend, info);
    });
    for (let row = 0; row < rows; row++) {
      run(...places.map((place, i) => place + 4 * row * (strides[i] ?? 0)), width);
    }
    return results;
  };
  return { kernelName, backendName: "wasm", kernelFunc: compute as unknown as KernelFunc };
}

/** To the last bit what the same rules are by tfjs's own operations. */
export const fusedUpdates: readonly KernelConfig[] = [
  sgd(FUSED.momentum, false),
  sgd(FUSED.nesterov, true),
  adam(FUSED.adam, false),
  adam(FUSED.adamW, true),
].map(kernel);
