import type {
  KernelConfig,
  KernelFunc,
  NamedTensorInfoMap,
  TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { FUSED, type Fused } from "../../fused";
import { f32x4, get, set, type Code, type Local } from "./assembler";
import { rowLoop, type Formula } from "./elementwise";
import { addressOf } from "./heap";
import { hyperbolicTangent } from "./tanh";

// The cell of tasks/lstmCell.ts, a replica [H, B] at a time; tensors [R, 4H, B] have a block [H, B]
// for each of the gates i, f, o, g.

const { add, sub, mul } = f32x4;
const one: Code = f32x4.constant(1);

/** σ′ = σ − σ². */
const slope = (gate: Code): Code => sub(gate, mul(gate, gate));

/** tanh(g) of σ(2g). */
const candidate = (gate: Code): Code => sub(mul(gate, f32x4.constant(2)), one);

type Five = readonly [Code, Code, Code, Code, Code];

const forward: Formula["of"] = (inputs, [after = 0, squashed = 0, ...free]: readonly Local[]) => {
  const [before, i, f, o, g] = inputs.map(get) as unknown as Five;
  const tangent = hyperbolicTangent(get(after), free);
  return {
    before: [
      set(after, add(mul(f, before), mul(i, candidate(g)))),
      tangent.before,
      set(squashed, tangent.result),
    ],
    results: [get(after), get(squashed), mul(o, get(squashed))],
  };
};

const backward: Formula["of"] = (inputs, [dAfter = 0]: readonly Local[]) => {
  const values = inputs.map(get);
  const [before, i, f, o, g] = values as unknown as Five;
  const [squashed = [], dh = [], dc = []] = values.slice(5);
  const through = mul(mul(dh, o), sub(one, mul(squashed, squashed)));
  return {
    before: [set(dAfter, add(through, dc))],
    results: [
      mul(mul(get(dAfter), candidate(g)), slope(i)),
      mul(mul(get(dAfter), before), slope(f)),
      mul(mul(dh, squashed), slope(o)),
      mul(mul(mul(get(dAfter), i), f32x4.constant(2)), slope(g)),
      mul(get(dAfter), f),
    ],
  };
};

/** Tensors by name, with how many blocks [H, B] a replica has of them. */
type Blocks = Readonly<Record<string, number>>;

interface Arguments {
  readonly inputs: NamedTensorInfoMap;
  readonly backend: BackendWasm;
}

const sumOf = (blocks: Blocks): number => Object.values(blocks).reduce((a, b) => a + b, 0);

/** Addresses of the blocks of a replica, tensor after tensor. */
const addresses = (places: readonly number[], blocks: Blocks, replica: number, bytes: number) =>
  Object.values(blocks).flatMap((count, tensor) =>
    Array.from(
      { length: count },
      (_, block) => (places[tensor] ?? 0) + (replica * count + block) * bytes,
    ),
  );

function kernel(kernelName: Fused, given: Blocks, made: Blocks, of: Formula["of"]): KernelConfig {
  const runOf = rowLoop({ large: sumOf(given), small: 0, of });
  const compute = ({ inputs, backend }: Arguments): TensorInfo[] => {
    const run = runOf(backend);
    const { before } = inputs;
    if (run === undefined || before === undefined) throw new Error(`${kernelName} needs SIMD`);
    const [replicas = 1, size = 1, samples = 1] = before.shape;
    const results = Object.values(made).map((count) =>
      backend.makeOutput([replicas, count * size, samples], "float32"),
    );
    const tensors = [...Object.keys(given).map((name) => inputs[name] ?? before), ...results];
    // After the outputs were made, which can move the memory.
    const places = tensors.map((tensor) => addressOf(backend, tensor));
    const bytes = 4 * size * samples;
    for (let replica = 0; replica < replicas; replica++) {
      run(...addresses(places, { ...given, ...made }, replica, bytes), size * samples);
    }
    return results;
  };
  return { kernelName, backendName: "wasm", kernelFunc: compute as unknown as KernelFunc };
}

/** What follows the gates in one pass, where tfjs needs ten. */
export const fusedLstmCell = kernel(
  FUSED.lstmCell,
  { before: 1, gates: 4 },
  { after: 1, squashed: 1, h: 1 },
  forward,
);

/** The gradient of the cell in one pass, where tfjs needs twenty. */
export const fusedLstmCellSlope = kernel(
  FUSED.lstmCellSlope,
  { before: 1, gates: 4, squashed: 1, dh: 1, dc: 1 },
  { dz: 4, dBefore: 1 },
  backward,
);
