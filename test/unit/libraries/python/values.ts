import type { LibraryValue } from "../../../../src/core/libraries/value";

/** A name that stands for something of a library: `torch.optim.SGD`. */
export class PythonName {
  constructor(readonly path: string) {}
}

/** A call of something of a library: which one, and with what. */
export class PythonCall {
  constructor(
    readonly callee: string,
    readonly positional: readonly PythonValue[],
    readonly keywords: ReadonlyMap<string, PythonValue>,
  ) {}
}

export class PythonTuple {
  constructor(readonly items: readonly PythonValue[]) {}
}

export class PythonDict {
  constructor(readonly entries: readonly (readonly [PythonValue, PythonValue])[]) {}
}

/** A number written as a float, which Python tells from an int. */
export class PythonFloat {
  constructor(readonly value: number) {}
}

export type PythonFunction = (...values: readonly PythonValue[]) => PythonValue;

export type PythonValue =
  | null
  | boolean
  | number
  | string
  | PythonFloat
  | PythonTuple
  | PythonDict
  | PythonCall
  | PythonName
  | PythonFunction
  | readonly PythonValue[];

export function toNumber(value: PythonValue): number {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  throw new TypeError("not a number");
}

export function toItems(value: PythonValue): readonly PythonValue[] {
  if (value instanceof PythonTuple) return value.items;
  if (Array.isArray(value)) return value as readonly PythonValue[];
  throw new TypeError("not a list");
}

const floatValue = (value: number): LibraryValue =>
  Number.isInteger(value) ? { float: value } : value;

/** The value as the constructions take it; nested calls through `call`. */
export function toLibrary(
  value: PythonValue,
  call: (call: PythonCall) => LibraryValue,
): LibraryValue {
  const convert = (item: PythonValue): LibraryValue => toLibrary(item, call);
  if (value instanceof PythonFloat) return floatValue(value.value);
  if (value instanceof PythonTuple) return { tuple: value.items.map(convert) };
  if (value instanceof PythonCall) return call(value);
  if (value instanceof PythonName) return value.path;
  if (value instanceof PythonDict)
    return Object.fromEntries(
      value.entries.map(([key, item]) => [
        typeof key === "string" ? key : `${toNumber(key)}`,
        convert(item),
      ]),
    );
  if (typeof value === "function")
    return (...numbers: readonly number[]) => convert(value(...numbers));
  return Array.isArray(value) ? value.map(convert) : (value as LibraryValue);
}
