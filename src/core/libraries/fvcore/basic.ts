import { t } from "../../text/words";
import { signature } from "../arguments";
import type { FvcoreScheduler } from "./scheduler";

const smooth = (at: (where: number) => number): ReturnType<FvcoreScheduler["where"]> => ({
  at,
  piece: () => 0,
});

const range = { start_value: undefined, end_value: undefined };

/** The value; asked at the end of the run (where = 1) it raises. */
export const constantParamScheduler: FvcoreScheduler = {
  kind: "ConstantParamScheduler",
  parameters: signature({ value: undefined }),
  where: (args) => {
    const value = args.number("value");
    return {
      ...smooth(() => value),
      failure: (where) =>
        where >= 1 ? t("The schedule has no value at the end of the run.") : undefined,
    };
  },
};

export const cosineParamScheduler: FvcoreScheduler = {
  kind: "CosineParamScheduler",
  parameters: signature(range),
  where: (args) => {
    const [start, end] = [args.number("start_value"), args.number("end_value")];
    return smooth((where) => end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * where)));
  },
};

export const exponentialParamScheduler: FvcoreScheduler = {
  kind: "ExponentialParamScheduler",
  parameters: signature({ start_value: undefined, decay: undefined }),
  where: (args) => {
    const [start, decay] = [args.number("start_value"), args.number("decay")];
    return smooth((where) => start * decay ** where);
  },
};

export const linearParamScheduler: FvcoreScheduler = {
  kind: "LinearParamScheduler",
  parameters: signature(range),
  where: (args) => {
    const [start, end] = [args.number("start_value"), args.number("end_value")];
    return smooth((where) => end * where + start * (1 - where));
  },
};

export const polynomialDecayParamScheduler: FvcoreScheduler = {
  kind: "PolynomialDecayParamScheduler",
  parameters: signature({ base_value: undefined, power: undefined }),
  where: (args) => {
    const [base, power] = [args.number("base_value"), args.number("power")];
    return smooth((where) => base * (1 - where) ** power);
  },
};
