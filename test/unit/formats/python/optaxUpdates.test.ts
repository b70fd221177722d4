import { describe, expect, it } from "vitest";
import { close, readFormat, type World } from "../read";

const SCHEDULE = "schedule = optax.cosine_decay_schedule(0.5, 1000)\n";
// optax's documentation: init · ½(1 + cos(π · count / decay_steps)), at 0 after that
const cosine = (k: number): number => 0.25 * (1 + Math.cos((Math.PI * Math.min(k, 1000)) / 1000));
const UPDATE = `updates, state = tx.update(grads, state, params)
params = optax.apply_updates(params, updates)
`;
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));
const training = (loop: string, made = "optax.adamw(schedule)"): string =>
  `import jax, optax\n${SCHEDULE}tx = ${made}\nstate = tx.init(params)\n${loop}`;

const read = async (text: string, world?: World) => {
  const { schedules } = await readFormat("train.py", text, world);
  const [schedule] = schedules;
  return {
    schedule,
    length: schedule?.schedule?.length,
    horizon: schedule?.schedule?.horizon,
    asked: schedule?.unknowns.map(({ symbol }) => symbol),
  };
};

describe("the updates of an optax optimizer", () => {
  it.each([
    ["one loop", `for step in range(700):\n${indented(UPDATE, 4)}`, 700],
    ["few rounds", `for step in range(120):\n${indented(UPDATE, 4)}`, 120],
    [
      "epochs and batches",
      `epochs, per_epoch = 7, 100\nfor epoch in range(epochs):\n    for i in range(per_epoch):\n${indented(UPDATE, 8)}`,
      700,
    ],
    ["while", `step = 0\nwhile step < 700:\n${indented(UPDATE, 4)}    step += 1\n`, 700],
    [
      "while, counted within",
      `step = 0\nwhile step < 700:\n    for batch in loader:\n${indented(UPDATE, 8)}        step += 1\n`,
      700,
    ],
    [
      "a compiled function",
      `@jax.jit\ndef train_step(params, state, batch):\n${indented(UPDATE, 4)}    return params, state\nfor step in range(700):\n    params, state = train_step(params, state, next(data))\n`,
      700,
    ],
    [
      "a function compiled by a call",
      `def update(params, state, batch):\n${indented(UPDATE, 4)}    return params, state\nstep_fn = jax.jit(update, donate_argnums=0)\nfor step in range(700):\n    params, state = step_fn(params, state, next(data))\n`,
      700,
    ],
  ])("are the rounds of the loops: %s", async (_, loop, length) => {
    const found = await read(training(loop));
    expect(found).toMatchObject({ length, horizon: undefined, asked: [] });
    close(found.schedule, cosine, [0, 1, 50, length - 1]);
  });

  it.each([
    ["in a chain", "optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule))"],
    ["scaled by it", "optax.chain(optax.scale_by_adam(), optax.scale_by_learning_rate(schedule))"],
    ["masked", "optax.masked(optax.sgd(learning_rate=schedule), mask)"],
    [
      "of one label",
      'optax.multi_transform({"a": optax.sgd(schedule), "b": optax.set_to_zero()}, labels)',
    ],
  ])("are counted for a schedule %s", async (_, made) => {
    const found = await read(training(`for step in range(700):\n${indented(UPDATE, 4)}`, made));
    expect(found.length).toBe(700);
  });

  // optax's documentation of MultiSteps: the inner optimizer makes one update in every_k_schedule calls
  it.each([
    ["by name", "optax.MultiSteps(optax.adamw(schedule), every_k_schedule=4)"],
    ["by place", "optax.MultiSteps(optax.adamw(schedule), 4)"],
    ["as a transformation", "optax.MultiSteps(optax.adamw(schedule), 4).gradient_transformation()"],
  ])("are one in k of MultiSteps, given %s", async (_, made) => {
    const found = await read(training(`for step in range(2803):\n${indented(UPDATE, 4)}`, made));
    expect(found.length).toBe(700);
  });

  it.each([
    [
      "k changes",
      "optax.MultiSteps(optax.adamw(schedule), lambda step: 4)",
      "for i in range(9):\n    U",
    ],
    [
      "a condition decides",
      "optax.adamw(schedule)",
      "for i in range(9):\n    if ready(i):\n        U",
    ],
    [
      "two places make them",
      "optax.adamw(schedule)",
      "for i in range(9):\n    U\nfor i in range(7):\n    U",
    ],
    ["nothing is read of them", "optax.adamw(schedule)", "for i in range(9):\n    train(tx)"],
    [
      "they are another optimizer's",
      "optax.adamw(0.1)\nother = optax.adamw(schedule)",
      "for i in range(9):\n    U",
    ],
  ])("are unknown where %s, and the curve is drawn over its own length", async (_, made, loop) => {
    const text = training(
      loop.replaceAll(/^( *)U/gm, (__, spaces: string) => indented(UPDATE, spaces.length)),
      made,
    );
    const found = await read(text);
    expect(found.horizon).toBe("open");
    close(found.schedule, cosine, [0, 500, 999]);
  });

  it("have the name of what is unknown in them, and take the answer", async () => {
    const text = training(
      `for epoch in range(7):\n    for batch in train_loader:\n${indented(UPDATE, 8)}`,
    );
    const open = await read(text);
    expect(open).toMatchObject({ horizon: "open", asked: ["len(train_loader)"] });
    close(open.schedule, cosine, [0, 500]);
    const given = await read(text, { values: { "len(train_loader)": 100 } });
    expect(given).toMatchObject({ length: 700, horizon: undefined, asked: [] });
  });

  it.each([
    [
      "a definition",
      "def rate(step):\n    return 0.5 / (1 + step)\n",
      "optax.adam(learning_rate=rate)",
    ],
    ["a lambda", "", "optax.sgd(lambda step: 0.5 / (1 + step))"],
    [
      "in a chain",
      "def rate(count):\n    return 0.5 / (1 + count)\n",
      "optax.chain(optax.clip(1.0), optax.adamw(rate))",
    ],
  ])("are those of a function in a schedule's place: %s", async (_, defined, made) => {
    const text = training(`for step in range(700):\n${indented(UPDATE, 4)}`, made);
    const found = await read(text.replace(SCHEDULE, defined));
    expect(found).toMatchObject({ length: 700, horizon: undefined, asked: [] });
    close(found.schedule, (k) => 0.5 / (1 + k), [0, 1, 50, 699]);
    const loop = `for batch in loader:\n${indented(UPDATE, 4)}`;
    const open = await read(training(loop, made).replace(SCHEDULE, defined));
    expect(open).toMatchObject({ horizon: "open", asked: ["len(loader)"] });
    const few = training(loop, `optax.MultiSteps(${made}, 4)`).replace(SCHEDULE, defined);
    expect(await read(few, { values: { "len(loader)": 403 } })).toMatchObject({ length: 100 });
  });

  it.each([
    ["keyword", "train_state.TrainState", "train_state.TrainState"],
    ["a class of the script's own", "State", "State"],
  ])("are those of flax' state: %s", async (_, __, made) => {
    const text = `import jax, optax
from flax.training import train_state
class State(train_state.TrainState):
    batch_stats: dict
def create():
    ${SCHEDULE}    return ${made}.create(apply_fn=f, params=p, tx=optax.adamw(schedule))
@jax.jit
def train_step(state, batch):
    grads = jax.grad(loss)(state.params)
    return state.apply_gradients(grads=grads)
def main():
    state = create()
    for epoch in range(7):
        for i in range(100):
            state = train_step(state, batch)
main()
`;
    expect((await read(text)).length).toBe(700);
  });

  it("are those of flax.nnx' optimizer", async () => {
    const text = `import optax
from flax import nnx
${SCHEDULE}optimizer = nnx.Optimizer(model, optax.adamw(schedule))
@nnx.jit
def train_step(model, optimizer, batch):
    loss, grads = nnx.value_and_grad(loss_fn)(model, batch)
    optimizer.update(grads)
for step in range(700):
    train_step(model, optimizer, next(data))
`;
    expect((await read(text)).length).toBe(700);
  });

  it("can be changed where one number says them", async () => {
    const text = training(`N = 700\nfor step in range(N):\n${indented(UPDATE, 4)}`);
    const { schedule } = await read(text);
    const literal = schedule?.foreign?.settings.find(({ name }) => name === "length")?.literal;
    expect(literal && text.slice(literal.range.start, literal.range.end)).toBe("700");
  });
});

describe("while loops of PyTorch", () => {
  const script = (loop: string): string => `import torch
opt = torch.optim.SGD(p, lr=1)
s = torch.optim.lr_scheduler.StepLR(opt, 300)
step = 0
${loop}`;

  it.each([
    ["one by one", "while step < 700:\n    opt.step()\n    s.step()\n    step += 1\n", 700],
    [
      "up to the limit",
      "while step <= 700:\n    opt.step()\n    s.step()\n    step = step + 1\n",
      701,
    ],
    ["by two", "while step < 700:\n    opt.step()\n    s.step()\n    step += 2\n", 350],
    [
      "in a loop over batches",
      "while step < 700:\n    for x in loader:\n        opt.step()\n        s.step()\n        step += 1\n",
      700,
    ],
  ])("have the rounds that their counter says: %s", async (_, loop, length) => {
    expect(await read(script(loop))).toMatchObject({ length, asked: [] });
  });

  it.each([
    ["by what only the run knows", "    step += len(batch)\n"],
    ["in some rounds only", "    if ready():\n        step += 1\n"],
    ["twice", "    step += 1\n    step += 1\n"],
    ["anew", "    step += 1\n    step = restore()\n"],
    ["nowhere", "    other += 1\n"],
  ])("have unknown rounds where it counts %s", async (_, counting) => {
    const found = await read(
      script(`while step < 700:\n    opt.step()\n    s.step()\n${counting}`),
    );
    expect(found.horizon).toBe("open");
    expect(found.asked).toEqual(["step < 700"]);
  });
});
