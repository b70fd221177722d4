import type { CallPlace, Machine } from "../machine";
import { type Native, first } from "../natives/native";
import {
  booleanValue,
  isFlag,
  listValue,
  textValue,
  type Given,
  type TextValue,
  type Value,
} from "../value";

/** A path of pathlib: a text that `/` joins. */
export const pathValue = (value: string): TextValue => ({ ...textValue(value), path: true });

/** `join("a", "b")`: a part that starts at the root makes those before it void. */
export const joined = (parts: readonly string[]): string =>
  parts.reduce((before, part) =>
    part.startsWith("/") || before === "" ? part : `${before.replace(/\/$/, "")}/${part}`,
  );

export function parentOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "" : path.slice(0, at) || "/";
}

export const nameOfPath = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const textsIn = (values: readonly Value[]): string[] | undefined => {
  const texts = values.flatMap((value) => (value.type === "text" ? [value.value] : []));
  return texts.length === values.length ? texts : undefined;
};

/** What is made of a flag's default is another text where another one is given. */
const madeOf = (made: TextValue, values: readonly Value[]): TextValue =>
  values.some(isFlag) ? { ...made, flag: true } : made;

const join =
  (make: (path: string) => TextValue): Native =>
  (_, { positional }) => {
    const values = positional.map(({ value }) => value);
    const texts = textsIn(values);
    return texts && madeOf(make(texts.length === 0 ? "." : joined(texts)), values);
  };

const ofPath =
  (change: (path: string) => string): Native =>
  (_, given) => {
    const path = first(given);
    return path?.type === "text" ? madeOf(textValue(change(path.value)), [path]) : undefined;
  };

/** Where a script is started nobody knows: paths that start there are looked for from its folder up. */
const same = ofPath((path) => path);

/** What `os.path` and `pathlib` make of texts. */
export const PATH_FUNCTIONS: Readonly<Record<string, Native>> = {
  "pathlib.Path": join(pathValue),
  "pathlib.PurePath": join(pathValue),
  "pathlib.PosixPath": join(pathValue),
  "pathlib.Path.cwd": () => pathValue("."),
  "os.getcwd": () => textValue("."),
  "os.fspath": same,
  "os.path.join": join(textValue),
  "os.path.abspath": same,
  "os.path.realpath": same,
  "os.path.normpath": same,
  "os.path.dirname": ofPath(parentOf),
  "os.path.basename": ofPath(nameOfPath),
  "hydra.utils.get_original_cwd": () => textValue("."),
  "hydra.utils.to_absolute_path": same,
};

type Method = (path: string, given: readonly Value[]) => Value | undefined;

const whole: Method = (path) => pathValue(path);

const renamed =
  (name: (path: string, given: string) => string): Method =>
  (path, [given]) =>
    given?.type === "text"
      ? pathValue(joined([parentOf(path), name(nameOfPath(path), given.value)]))
      : undefined;

const stemOf = (name: string): string => name.replace(/(?<=.)\.[^.]*$/, "");

const METHODS: Readonly<Record<string, Method>> = {
  absolute: whole,
  resolve: whole,
  expanduser: (path) => (path.startsWith("~") ? undefined : pathValue(path)),
  as_posix: (path) => textValue(path),
  is_absolute: (path) => booleanValue(path.startsWith("/")),
  joinpath: (path, given) => {
    const texts = textsIn(given);
    return texts && pathValue(joined([path, ...texts]));
  },
  with_name: renamed((_, name) => name),
  with_suffix: renamed((name, suffix) => stemOf(name) + suffix),
};

const MOST_PARENTS = 8;

/** A property or method of a path of pathlib; undefined where there is none, or nobody knows. */
export function memberOfPath(
  machine: Machine,
  { value: path }: TextValue,
  name: string,
  place: Pick<CallPlace, "text" | "range">,
): Value | undefined {
  switch (name) {
    case "parent":
      return pathValue(parentOf(path) || ".");
    case "parents":
      return listValue(parentsOf(path), true);
    case "name":
      return textValue(nameOfPath(path));
    case "stem":
      return textValue(stemOf(nameOfPath(path)));
    case "suffix":
      return textValue(nameOfPath(path).slice(stemOf(nameOfPath(path)).length));
  }
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) return undefined;
  const call = ({ positional }: Given): Value => {
    const values = positional.map(({ value }) => value);
    return method(path, values) ?? machine.unknown(place.text, place.range);
  };
  return { type: "native", name, call };
}

function parentsOf(path: string): Value[] {
  const parents: Value[] = [];
  for (let at = parentOf(path); parents.length < MOST_PARENTS; at = parentOf(at)) {
    parents.push(pathValue(at || "."));
    if (at === "" || at === "/") break;
  }
  return parents;
}
