import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { median } from "../measure";
import { BOX_MS } from "./speeds";

/** A Python that trains the same tasks, one replica after another, whenever it is its turn. */
export interface PyTorch {
  /** The version of torch, and on how many threads it computes. */
  readonly about: string;
  /** Trains the task for a box of time; false where there is no script of it. */
  train(task: string): Promise<boolean>;
  /** Median steps a second of what was trained since the last call; NaN for nothing. */
  speed(): number;
  end(): void;
}

/** @param python An interpreter that has torch, of the environment variable PYTHON. */
export async function pytorch(python: string): Promise<PyTorch> {
  const child = spawn(python, ["test/bench/torch/race.py"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error(`${python} test/bench/torch/race.py ended`);
    return next.value;
  };
  const [about, tasks = ""] = (await line()).split("; ");
  const known = new Set(tasks.split(" "));
  let speeds: number[] = [];
  return {
    about: about ?? "",
    async train(task) {
      if (!known.has(task)) return false;
      child.stdin.write(`${task} ${BOX_MS}\n`);
      speeds.push(Number(await line()));
      return true;
    },
    speed() {
      const result = median(speeds);
      speeds = [];
      return result;
    },
    end() {
      child.stdin.end();
    },
  };
}
