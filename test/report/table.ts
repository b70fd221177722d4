import type { Claim } from "./claim";
import { inStep } from "./claims/inStep";
import { s1 } from "./claims/s1NoiseFloor";
import { s17 } from "./claims/s17Lottery";
import { s3 } from "./claims/s3Warmup";
import { s4 } from "./claims/s4Decay";
import { s5 } from "./claims/s5Directions";
import { s6 } from "./claims/s6Basins";
import { s7 } from "./claims/s7Lstm";
import { s8 } from "./claims/s8Protein";

/** Every claim of the report, in its order. */
export const CLAIMS: readonly Claim[] = [s1, s3, s4, s5, s6, s7, s8, ...inStep, s17];
