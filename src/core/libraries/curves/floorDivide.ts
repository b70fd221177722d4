/**
 * Python's `a // b` of floats: the exact quotient rounded down, where ⌊a / b⌋ rounds twice. 37 // 7.4
 * is 4, since the double 7.4 is a little more than 7.4, while 37 / 7.4 is rounded to 5.
 */
export function floorDivide(a: number, b: number): number {
  const rest = a % b;
  const below = rest !== 0 && rest < 0 !== b < 0;
  return Math.round((a - rest) / b) - (below ? 1 : 0);
}
