import type { TextEdit } from "../text/range";
import { behind } from "./constants";
import type { AxisName, Handle } from "./handle";
import { moveConstant, type Trial } from "./moveConstant";
import type { Move } from "./moveHandle";
import type { Definition } from "./scope";

export interface ConstantEditing {
  readonly definition: Pick<Definition, "document" | "source">;
  readonly handle: Handle;
  /** The axis that cannot be moved by itself. */
  readonly axis: AxisName;
  readonly move: Exclude<Move, { readonly type: "exactly" }>;
  readonly pixel: number;
  readonly trial: Trial;
}

/** The edits of the constant behind a handle's axis for a move; undefined where it leads nowhere. */
export async function constantEdits(
  editing: ConstantEditing,
): Promise<readonly TextEdit[] | undefined> {
  const { definition, handle, axis, move, pixel, trial } = editing;
  const { document, source } = definition;
  const refusal = handle[axis]?.refusal;
  const { constant } = refusal ? behind(document, source, refusal) : {};
  if (!constant) return undefined;
  const from = axis === "time" ? handle.step : handle.value;
  const to = move.type === "by" ? from + move[axis] * by(axis, pixel) : move[wish[axis]];
  if (to === undefined) return undefined;
  const wanted = { constant, axis, from, to: within(handle, axis, to), pixel, free: move.free };
  return moveConstant(wanted, document.text, trial);
}

const wish = { time: "step", level: "value" } as const;
const by = (axis: AxisName, pixel: number): number =>
  axis === "time" ? Math.max(1, pixel) : pixel;

function within(handle: Handle, axis: AxisName, position: number): number {
  const { min = -Infinity, max = Infinity } = handle[axis] ?? {};
  return Math.min(max, Math.max(min, position));
}
