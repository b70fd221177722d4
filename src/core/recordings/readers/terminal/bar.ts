const BAR = /\|\s*(\d+)\/(\d+)\s*\[/;

/** tqdm's bar: " 5%|▌    | 500/10000 [00:10<03:20, 50it/s]". */
export function barOf(line: string): { count: number; total: number } | undefined {
  const [, count, total] = BAR.exec(line) ?? [];
  if (count === undefined || total === undefined) return undefined;
  return { count: Number(count), total: Number(total) };
}
