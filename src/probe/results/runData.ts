import type { ProbeData } from "../../core/data/probeData";
import type { ProbeRun } from "./run";

/** What a run tells of the user's own data, which are not saved with it: enough to know them again. */
export interface RunData {
  /** The file's name, without a folder. */
  readonly name: string;
  readonly rows: number;
  readonly inputs: number;
  readonly classes: number;
  /** 16 hexadecimal digits of everything that was trained on; no protection against forgery. */
  readonly fingerprint: string;
}

/** Two streams of FNV-1a over 32-bit words, told apart by their start, each mixed as in murmur3. */
class Fingerprint {
  private readonly states = Uint32Array.of(0x811c9dc5, 0x01234567);

  add(words: ArrayLike<number>): void {
    let [a = 0, b = 0] = this.states;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] ?? 0;
      a = Math.imul(a ^ word, 0x01000193);
      // FNV's multiplications never carry a high bit down; the shift does.
      a ^= a >>> 15;
      b = Math.imul(b ^ word, 0x85ebca6b);
      b ^= b >>> 13;
    }
    this.states.set([a, b]);
  }

  addText(text: string): void {
    this.add([text.length]);
    this.add(Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
  }

  digits(): string {
    return [...this.states].map((state) => state.toString(16).padStart(8, "0")).join("");
  }
}

/** Values in single precision, as they are trained on: the same in a typed array as in a list. */
const bits = (values: ProbeData["inputs"]): Uint32Array =>
  new Uint32Array(Float32Array.from(values).buffer);

export function describeData(data: ProbeData): RunData {
  const { name, features, classes, inputs, labels } = data;
  const fingerprint = new Fingerprint();
  for (const text of [...features, "", ...classes]) fingerprint.addText(text);
  fingerprint.add(bits(inputs));
  fingerprint.add(labels);
  return {
    name,
    rows: labels.length,
    inputs: features.length,
    classes: classes.length,
    fingerprint: fingerprint.digits(),
  };
}

/** The data of `other`, where both runs were trained on a table of the user's and these differ. */
export function otherData(run: ProbeRun, other: ProbeRun): RunData | undefined {
  const differ = run.data && other.data && run.data.fingerprint !== other.data.fingerprint;
  return differ ? other.data : undefined;
}
