import type { ProbeControl, ProbeSink } from "../request";
import type { ProbeSnapshot } from "../snapshot";
import { breather, type Breather } from "./pauses";
import type { Session } from "./session";

/** So much work is handed to the device before its results are awaited: bounds a cancel's delay. */
const CHUNK_MS = 100;
/** The longest time without a look at what the user wants. */
const BREATH_MS = 12;
/** A lost device costs at most so much work. */
const SAVE_MS = 2000;
const MOST_STEPS = 2000;

/** Seconds of training, pauses left out. */
export interface Clock {
  seconds: number;
}

export interface Loop {
  readonly session: Session;
  readonly control: ProbeControl;
  readonly sink: ProbeSink;
  readonly steps: number;
  readonly clock: Clock;
  /** Share of the whole run that is done at a step, 0…1. */
  readonly share: (step: number) => number;
  /** Gets each snapshot, at most every two seconds. */
  readonly keep?: ((snapshot: ProbeSnapshot) => void) | undefined;
}

/** Reads through a function, because the user can change it at any time. */
const state = (control: ProbeControl): ProbeControl["state"] => control.state;

async function chunk(loop: Loop, steps: number, rest: Breather): Promise<void> {
  const { session, control } = loop;
  let breathed = performance.now();
  for (let done = 0; done < steps && !session.finished(); done++) {
    await session.measureCurvature(() => onTheWay(loop, rest));
    if (state(control) === "cancelled") return;
    session.advance();
    if (performance.now() - breathed < BREATH_MS) continue;
    await rest.breathe();
    if (state(control) !== "running") return;
    breathed = performance.now();
  }
}

/** Between the parts of a long measurement: a sign of life, and a look at what the user wants. */
async function onTheWay(loop: Loop, rest: Breather): Promise<boolean> {
  const { control } = loop;
  await rest.breathe();
  tellProgress(loop);
  await control.whenRunning();
  return state(control) !== "cancelled";
}

async function tell(loop: Loop): Promise<void> {
  const { session, sink } = loop;
  const { series, diverged } = await session.news();
  if (series.some(({ train, validation }) => train.length + validation.length > 0)) {
    sink({ type: "points", series });
  }
  diverged.forEach(sink);
  tellProgress(loop);
}

function tellProgress({ session: { step }, sink, steps, clock: { seconds }, share }: Loop): void {
  const done = share(step);
  const secondsLeft = seconds === 0 || done === 0 ? undefined : (seconds / done) * (1 - done);
  sink({ type: "progress", step, of: steps, secondsLeft });
}

/** Trains until the end, a cancel, or the divergence of the last replica. */
export async function train(loop: Loop): Promise<void> {
  const rest = breather();
  try {
    await chunks(loop, rest);
  } finally {
    rest.close();
  }
}

async function chunks(loop: Loop, rest: Breather): Promise<void> {
  const { session, control, clock } = loop;
  let size = 1;
  let saved = performance.now();
  while (!session.finished() && state(control) !== "cancelled") {
    const began = performance.now();
    const from = session.step;
    await chunk(loop, size, rest);
    if (session.finished()) session.conclude();
    await tell(loop);
    const spent = performance.now() - began;
    clock.seconds += spent / 1000;
    const perStep = spent / Math.max(1, session.step - from);
    // The first steps compile shaders: let the size grow no faster than fourfold.
    size = Math.max(1, Math.min(size * 4, Math.floor(CHUNK_MS / perStep), MOST_STEPS));
    if (performance.now() - saved > SAVE_MS) {
      loop.keep?.(await session.save(clock.seconds));
      saved = performance.now();
    }
    // At least once a chunk, also where its steps were too few to take a breath.
    await rest.breathe();
    await control.whenRunning();
  }
}
