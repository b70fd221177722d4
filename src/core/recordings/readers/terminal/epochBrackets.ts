import type { Entry } from "../../recorder";
import { digitsOf } from "../../text/looseJson";
import { type LineStyle, NUMBER } from "./style";

/** "Epoch(train)  [1][ 50/7330]  lr: 2.0000e-02 …" and mmcv's "Epoch [1][50/7330]\tlr: 2.0e-02, …". */
const EPOCH = /\bEpoch(?:\(train\))?\s*\[\s*(\d+)\]\s*\[\s*(\d+)\/\s*(\d+)\]/;
const VALUE = new RegExp(String.raw`\b(lr|base_lr|momentum|loss|grad_norm):\s*(${NUMBER})`, "g");

/** OpenMMLab's terminal: the iterations of an epoch are told, so that the update's number is exact. */
export const epochBrackets: LineStyle = {
  id: "mm",
  take(line, { recorder }) {
    const [, epoch, iteration, total] = EPOCH.exec(line) ?? [];
    if (epoch === undefined) return false;
    const step = (Number(epoch) - 1) * Number(total) + Number(iteration);
    const entries = [...line.matchAll(VALUE)].map(([, tag = "", text = ""]): Entry => ({
      tag,
      value: Number(text),
      digits: digitsOf(text),
    }));
    if (entries.length > 0) recorder.add({ step, axis: "steps" }, entries);
    return true;
  },
};
