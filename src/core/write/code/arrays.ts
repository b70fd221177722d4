import { BINDS, type Dialect } from "./dialect";
import { python } from "./python";

/** Python over arrays: the same words from another module, and `where` in the place of `if`. */
const arrayDialect = (module: string, names: Partial<Record<string, string>>): Dialect => {
  const named = (name: string): string => `${module}.${names[name] ?? name}`;
  return {
    ...python,
    pi: "math.pi",
    function: (op, argument) => `${named(op)}(${argument})`,
    cosine: (angle) => `${named("cos")}(${angle})`,
    sine: (angle) => `${named("sin")}(${angle})`,
    minimum: (a, b) => `${named("minimum")}(${a}, ${b})`,
    maximum: (a, b) => `${named("maximum")}(${a}, ${b})`,
    choose: (of, bound, yes, no) => ({
      text: `${named("where")}(${of} < ${bound}, ${yes}, ${no})`,
      binds: BINDS.atom,
    }),
  };
};

/** JAX: `jnp`, which traces the step under `jit`. */
export const jax: Dialect = {
  ...arrayDialect("jnp", {}),
  element: (name, index, last) => `jnp.take(${name}, jnp.int32(jnp.minimum(${index}, ${last})))`,
};

/** Keras 3: `keras.ops`, on whichever backend it runs. */
export const keras: Dialect = {
  ...arrayDialect("ops", {}),
  floorDivide: (a, b) => ({ text: `ops.floor(${a} / ${b})`, binds: BINDS.atom }),
  // the step is a float here, and an index is none; `where` runs what it doesn't choose as well, and
  // PyTorch raises an error where that takes an element that is none
  element: (name, index, last) =>
    `ops.take(${name}, ops.cast(ops.clip(${index}, 0, ${last}), "int32"))`,
};
