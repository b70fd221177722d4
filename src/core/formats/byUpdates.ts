import { heldFor } from "../libraries/curves/pieces";
import type { Curve } from "../schedule/curve";

interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly curve?: Curve;
}

/** A stretch of epochs as it lies on the updates of so many an epoch, each value held for all of them. */
export const stretchByUpdates = <Part extends Stretch>(part: Part, updates: number): Part => ({
  ...part,
  start: part.start * updates,
  length: part.length * updates,
  ...(part.curve && { curve: heldFor(part.curve, updates) }),
});
