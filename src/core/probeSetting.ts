import * as v from "valibot";

/** What a grid has set in a definition: values by path, "learningRate[0].to". */
export const settingSchema = v.record(
  v.pipe(v.string(), v.maxLength(1000)),
  v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(1000)), v.boolean()]),
);

export type Setting = v.InferOutput<typeof settingSchema>;

/** "warm, learningRate[0].to = 0.1" */
export const namedSetting = (name: string, setting: Setting): string =>
  [name, ...Object.entries(setting).map(([path, value]) => `${path} = ${value}`)].join(", ");
