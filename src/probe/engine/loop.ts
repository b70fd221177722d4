import type { ProbeControl, ProbeSink } from "../request";
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
}

/** Reads through a function, because the user can change it at any time. */
const state = (control: ProbeControl): ProbeControl["state"] => control.state;

async function chunk({ session, control }: Loop, steps: number, rest: Breather): Promise<void> {
  let breathed = performance.now();
  for (let done = 0; done < steps && !session.finished(); done++) {
    await session.measureCurvature();
    session.advance();
    if (performance.now() - breathed < BREATH_MS) continue;
    await rest.breathe();
    if (state(control) !== "running") return;
    breathed = performance.now();
  }
}

async function tell({ session, sink, steps, clock }: Loop): Promise<void> {
  const { series, diverged } = await session.news();
  if (series.some(({ train, validation }) => train.length + validation.length > 0)) {
    sink({ type: "points", series });
  }
  diverged.forEach(sink);
  const { step } = session;
  const secondsLeft = clock.seconds === 0 ? undefined : (clock.seconds / step) * (steps - step);
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
      await session.save();
      saved = performance.now();
    }
    // At least once a chunk, also where its steps were too few to take a breath.
    await rest.breathe();
    await control.whenRunning();
  }
}
