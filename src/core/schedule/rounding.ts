/** Nearer to a half than this, doubles cannot tell on which side of it a product lies. */
const SLACK = 1e-12;

/**
 * amount · factor / divisor to the nearest whole number, half a step up. Decided by the decimals that
 * were written, not by their nearest doubles: 0.145 · 100 is 14.5 and so 15, though 0.145 * 100 is
 * 14.499999999999998.
 */
export function roundedProduct(amount: number, factor: number, divisor = 1): number {
  const exact = (amount * factor) / divisor;
  if (!Number.isFinite(exact)) return exact;
  const fraction = exact - Math.floor(exact);
  if (Math.abs(fraction - 0.5) > SLACK * Math.max(1, Math.abs(exact))) return Math.round(exact);
  if (Math.abs(exact) > Number.MAX_SAFE_INTEGER) return Math.round(exact);
  const [a, b, c] = [decimal(amount), decimal(factor), decimal(divisor)];
  const exponent = a.exponent + b.exponent - c.exponent;
  const [over, under] = [
    10n ** BigInt(Math.max(0, exponent)),
    10n ** BigInt(Math.max(0, -exponent)),
  ];
  return Number(
    floorDivide(2n * a.digits * b.digits * over + c.digits * under, 2n * c.digits * under),
  );
}

/** digits · 10^exponent: the shortest decimal of a number, which is the one that was written. */
function decimal(value: number): { readonly digits: bigint; readonly exponent: number } {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}
