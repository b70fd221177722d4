import { type Mark, markOf } from "./style";

/** A bar's count and total. */
export const BAR = /\|\s*(\d+)\/(\d+)\s*\[/d;

interface Bar {
  readonly count: number;
  readonly total: number;
  /** Where both stand in the line. */
  readonly marks: readonly Mark[];
}

/** tqdm's bar: " 5%|▌    | 500/10000 [00:10<03:20, 50it/s]". */
export function barOf(line: string): Bar | undefined {
  const match = line.includes("|") ? BAR.exec(line) : null;
  const [count, total] = [markOf(match, 1), markOf(match, 2)];
  if (count === undefined || total === undefined) return undefined;
  const number = ({ from, to }: Mark): number => Number(line.slice(from, to));
  return { count: number(count), total: number(total), marks: [count, total] };
}
