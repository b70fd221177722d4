/**
 * Python's `a // b` of floats, as CPython's `float_floor_div` rounds it: the exact quotient rounded
 * down, where ⌊a / b⌋ rounds twice. 37 // 7.4 is 4, since the double 7.4 is a little more than 7.4,
 * while 37 / 7.4 is rounded to 5.
 *
 * @param b Not 0.
 */
export function floorDivide(a: number, b: number): number {
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return Math.sign(a / b) < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
