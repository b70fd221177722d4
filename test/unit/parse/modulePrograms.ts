import fc from "fast-check";

// Modules as people write them before a definition: constants, lists that are filled, objects that
// are changed, helpers, aliases, loops. Names are few, so that statements meet. `given` is a number
// and `elsewhere` a function that only the run knows.

const NUMBERS = ["n", "m", "k"];
const LISTS = ["a", "b", "all"];
const OBJECTS = ["o", "p"];
const THINGS = [...LISTS, ...OBJECTS, "a2", "o2", "held.a", "held.o", "others"];
const one = (names: readonly string[]) => fc.constantFrom(...names);

const literal = fc.oneof(
  fc.integer({ min: -9, max: 20 }).map((value) => (value < 0 ? `(${value})` : String(value))),
  fc.constantFrom("0.5", "1e-3", "0.1"),
);

const { number, list, object } = fc.letrec<{ number: string; list: string; object: string }>(
  (tie) => ({
    number: fc.oneof(
      { maxDepth: 2, depthIdentifier: "value" },
      literal,
      one(NUMBERS),
      fc.constant("given"),
      fc.tuple(one(OBJECTS), fc.constantFrom(".x", ".y", '["x"]')).map(([o, key]) => `${o}${key}`),
      fc.tuple(one(LISTS), fc.constantFrom("0", "1", "n")).map(([a, i]) => `${a}[${i}]`),
      one(LISTS).map((a) => `${a}.length`),
      fc
        .tuple(tie("number"), fc.constantFrom("+", "-", "*", "/", "%"), tie("number"))
        .map(([x, o, y]) => `(${x} ${o} ${y})`),
      fc.tuple(tie("number"), tie("number")).map(([x, y]) => `Math.max(${x}, ${y})`),
      fc.tuple(tie("number"), tie("number")).map(([x, y]) => `scaled(${x}, ${y})`),
      tie("list").map((a) => `total(${a})`),
      tie("number").map((x) => `Math.round(${x})`),
      fc
        .tuple(tie("number"), tie("number"), tie("number"))
        .map(([x, y, z]) => `(${x} > 0 + ${y} ? ${x} : ${z})`),
      fc.tuple(one(LISTS), tie("number")).map(([a, x]) => `${a}.indexOf(${x})`),
      fc.tuple(one(LISTS), tie("number")).map(([a, x]) => `(${a}.find((v) => v > ${x}) ?? ${x})`),
      fc.tuple(one(LISTS), tie("number")).map(([a, x]) => `${a}.findIndex((v, i) => v + i > ${x})`),
      one(LISTS).map((a) => `(${a}.at(-1) ?? 1)`),
      one(LISTS).map((a) => `${a}.reduce((s, v, i) => s + v * i, 0)`),
      one(LISTS).map((a) => `(${a}.some((v) => v > 3) ? 1 : ${a}.every((v) => v > 0) ? 2 : 3)`),
      fc.tuple(one(OBJECTS), tie("number")).map(([o, x]) => `(${o}?.z ?? ${x})`),
      tie("number").map((x) => `Number((${x}).toFixed(2))`),
      one(OBJECTS).map((o) => `Object.keys(${o}).length`),
      fc.constant("next()"),
      fc.tuple(one(THINGS), one(THINGS)).map(([x, y]) => `(${x} === ${y} ? 1 : 2)`),
      fc.tuple(one(THINGS), one(THINGS)).map(([x, y]) => `(same(${x}, ${y}) ? 1 : 2)`),
      fc
        .tuple(one(THINGS), one(THINGS), one(THINGS))
        .map(([x, y, z]) => `[${x}, ${y}].indexOf(${z})`),
      fc.tuple(one(THINGS), one(THINGS)).map(([x, y]) => `(wrapped(${x}).inner !== ${y} ? 1 : 2)`),
      tie("number").map((x) => `byM(${x})`),
      one(LISTS).map((a) => `Math.max(...${a}.map((v) => v * m), m)`),
      fc.constant("lengths()"),
    ),
    list: fc.oneof(
      { maxDepth: 2, depthIdentifier: "value" },
      fc.array(tie("number"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      one(LISTS),
      fc.tuple(one(LISTS), tie("number")).map(([a, x]) => `[...${a}, ${x}]`),
      fc.tuple(tie("list"), tie("number")).map(([a, x]) => `${a}.map((v) => v * ${x})`),
      tie("list").map((a) => `${a}.map((v, i, whole) => v + i + whole.length)`),
      fc.tuple(tie("list"), tie("number")).map(([a, x]) => `${a}.filter((v) => v > ${x})`),
      tie("list").map((a) => `${a}.slice(1)`),
      fc.tuple(tie("list"), literal, literal).map(([a, x, y]) => `${a}.slice(${x}, ${y})`),
      fc.tuple(tie("list"), tie("list")).map(([a, b]) => `${a}.concat(${b})`),
      tie("list").map((a) => `${a}.flatMap((v) => [v, v + 1])`),
      tie("list").map((a) => `[...${a}].reverse()`),
      tie("list").map((a) => `[...${a}].sort((x, y) => x - y)`),
      fc.tuple(literal, tie("number")).map(([c, x]) => `filled(${c}, ${x})`),
      fc
        .tuple(fc.integer({ min: 0, max: 4 }), tie("number"))
        .map(([c, x]) => `Array.from({ length: ${c} }, (_, i) => i * ${x})`),
      one(OBJECTS).map((o) => `Object.values(${o})`),
      tie("list").map((a) => `doubled(${a})`),
    ),
    object: fc.oneof(
      { maxDepth: 2, depthIdentifier: "value" },
      fc.tuple(tie("number"), tie("number")).map(([x, y]) => `{ x: ${x}, y: ${y} }`),
      one(OBJECTS),
      fc.tuple(one(OBJECTS), tie("number")).map(([o, x]) => `{ ...${o}, x: ${x} }`),
      fc.tuple(one(OBJECTS), tie("number")).map(([o, x]) => `{ z: ${x}, ...${o} }`),
      fc.tuple(one(OBJECTS), tie("object")).map(([o, p]) => `Object.assign({}, ${o}, ${p})`),
      tie("number").map((x) => `made(${x})`),
      one(OBJECTS).map((o) => `moved(${o})`),
    ),
  }),
);

const assign = fc.constantFrom("=", "+=", "-=", "*=");

/** Statements that change what was declared before them. */
const change = fc.oneof(
  fc.tuple(one(["m", "k"]), assign, number).map(([n, o, x]) => `${n} ${o} ${x};`),
  one(["m", "k"]).map((n) => `${n}++;`),
  fc
    .tuple(one(LISTS), fc.constantFrom("0", "1"), assign, number)
    .map(([a, i, o, x]) => `${a}[${i}] ${o} ${x};`),
  fc.tuple(one(LISTS), number, number).map(([a, x, y]) => `${a}.push(${x}, ${y});`),
  fc.tuple(one(LISTS), number).map(([a, x]) => `${a}.unshift(${x});`),
  one(LISTS).map((a) => `${a}.pop();`),
  one(LISTS).map((a) => `${a}.shift();`),
  one(LISTS).map((a) => `${a}.reverse();`),
  one(LISTS).map((a) => `${a}.sort((x, y) => y - x);`),
  fc.tuple(one(LISTS), number).map(([a, x]) => `${a}.splice(1, 1, ${x});`),
  fc.tuple(one(LISTS), number).map(([a, x]) => `${a}.fill(${x}, 1);`),
  one(LISTS).map((a) => `${a}.length = 1;`),
  fc
    .tuple(one(OBJECTS), fc.constantFrom(".x", '["y"]', ".z"), number)
    .map(([o, key, x]) => `${o}${key} = ${x};`),
  fc
    .tuple(one(OBJECTS), fc.constantFrom("+=", "*="), number)
    .map(([o, op, x]) => `${o}.x ${op} ${x};`),
  one(OBJECTS).map((o) => `delete ${o}.y;`),
  fc.tuple(one(OBJECTS), object).map(([o, p]) => `Object.assign(${o}, ${p});`),
  fc.tuple(one(OBJECTS), object).map(([o, p]) => `set(${o}, ${p});`),
  fc.tuple(one(LISTS), number).map(([a, x]) => `addTo(${a}, ${x});`),
  fc.constant("[m, k] = [k, m];"),
  fc.constant("[a[0], a[1]] = [a[1], a[0]];"),
  fc.constant("({ x: m, y: k = 2 } = o);"),
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), one(LISTS), number)
    .map(([c, a, x]) => `for (let i = 0; i < ${c}; i++) ${a}.push(i * ${x});`),
  fc
    .tuple(list, one(LISTS))
    .map(([from, a]) => `for (const v of ${from}) if (${a}.length < 9) ${a}.push(v / 2);`),
  list.map((from) => `for (const v of ${from}) m += v;`),
  one(OBJECTS).map((o) => `for (const key in ${o}) k += ${o}[key];`),
  one(OBJECTS).map((o) => `for (const [key, v] of Object.entries(${o})) k += key.length * v;`),
  fc
    .tuple(one(LISTS), one(OBJECTS))
    .map(([a, o]) => `${a}.forEach((v, i) => { ${o}.x = v + i; });`),
  fc
    .tuple(number, number, one(OBJECTS), number)
    .map(([x, y, o, z]) => `if (${x} > 0 + ${y}) { ${o}.x = ${z}; } else { m = ${z}; }`),
  number.map((x) => `{ let i = 3; while (i-- > 0) m += ${x}; }`),
  number.map((x) => `switch (k % 3) { case 0: m = ${x}; break; case 1: k = 1; default: m = 2; }`),
  number.map((x) => `phases.push(linear({ to: ${x}, for: epochs(2) }));`),
  fc
    .tuple(number, number)
    .map(([x, y]) => `phases = [...phases, cosine({ to: ${x}, for: ${y} })];`),
  number.map((x) => `elsewhere(() => { m += ${x}; });`),
  fc.tuple(one(OBJECTS), number).map(([o, x]) => `elsewhere((v) => { ${o}.x = ${x} + v; });`),
  fc.tuple(one(LISTS), number).map(([a, x]) => `elsewhere({ then: () => ${a}.push(${x}) });`),
  one(LISTS).map((a) => `if (given > 2) ${a}.push(given); else ${a}.pop();`),
  one(OBJECTS).map((o) => `while (m < given) { m++; ${o}.y = m; }`),
  fc
    .tuple(fc.constantFrom("phases[0].to", "phases.at(-1).for"), number)
    .map(([to, x]) => `if (phases.length > 0) ${to} = ${x};`),
);

const HELPERS = `function scaled(x, y = 2) { return x * y / 4; }
const total = (list) => { let sum = 0; for (const v of list) sum += v; return sum; };
const filled = (count, x) => { const made = []; for (let i = 0; i < count; i++) made.push(x + i); return made; };
const made = (x) => ({ x, y: x / 2 });
const moved = ({ x, ...rest }) => ({ ...rest, z: x });
const doubled = (list) => list.map((v) => v * 2);
function set(target, values) { target.x = values.y; return target; }
const addTo = (list, x) => { if (list.length < 9) list.push(x); };
const same = (one, other) => one === other;
const wrapped = (inner) => ({ inner });
let calls = 0;
function next() { calls += 1; return calls; }
const times = (factor) => (s) => s * factor;
`;

const declarations = fc
  .tuple(
    number,
    number,
    list,
    fc.constantFrom("a", "[...a]", "a.slice()"),
    object,
    fc.constantFrom("o", "{ ...o }"),
    list,
  )
  .map(
    ([m, k, a, b, o, p, all]) => `const n = 1;
let m = 3, k = 2;
const a = [1, 2, 3], b = ${b}, all = [4];
const o = { x: 1, y: 2 }, p = ${p};
let phases = [];
const byM = (x) => x * m, lengths = () => a.length + all.length * k;
m = ${m}; let k2 = ${k};
const a2 = ${a}, o2 = ${o}, all2 = ${all};
const { x: px = 7, ...others } = p, [first, ...tail] = a2;
const held = { a, o };
const twice = times(2), thrice = times(3);
`,
  );

const definition = fc
  .tuple(number, list, object, number)
  .map(
    ([x, a, o, f]) =>
      `defineSchedule({ n, m, k, k2, a, b, all, o, p, a2, o2, all2, px, others, first, tail, phases, x: ${x}, list: ${a}, object: ${o}, inner: { deep: [{ x: ${f} }] }, f: (s, c) => twice(s) + thrice(s) + ${f} });\n`,
  );

/** A file with changes between two definitions. */
export const moduleProgram = fc
  .tuple(
    declarations,
    fc.array(change, { maxLength: 5 }),
    definition,
    fc.array(change, { maxLength: 3 }),
    definition,
  )
  .map(
    ([declared, before, first, between, second]) =>
      `${HELPERS}${declared}${before.join("\n")}\n${first}${between.join("\n")}\n${second}`,
  );
