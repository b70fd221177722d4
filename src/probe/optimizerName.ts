import { OPTIMIZERS, type OptimizerName } from "./request";

/** The optimizer a definition's name means; undefined where there is none of that name. */
export function optimizerNamed(name: string): OptimizerName | undefined {
  const plain = name.toLowerCase().replace(/[-_ ]/g, "");
  if (plain === "momentum") return "heavyBall";
  return OPTIMIZERS.find((known) => known.toLowerCase() === plain);
}
