import { firstAfter } from "../curves/ordered";
import { pieces, type Formula } from "./formula";

/** The formula where only steps `first` … `last` are asked for: pieces outside of them are left out. */
export function within(formula: Formula, first: number, last: number): Formula {
  if (formula.op !== "pieces" || formula.of.op !== "step") return formula;
  const { of, bounds, pieces: list } = formula;
  const from = firstAfter(bounds, first);
  const to = firstAfter(bounds, last);
  return pieces(
    of,
    bounds.slice(from, to),
    list
      .slice(from, to + 1)
      .map((piece, i) =>
        within(
          piece,
          bounds[from + i - 1] ?? first,
          Math.min(last, (bounds[from + i] ?? Infinity) - 1),
        ),
      ),
  );
}
