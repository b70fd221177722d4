import type { ProbeEvent, ProbeFinished, ProbeProgress, ProbeSink } from "../request";

interface Part {
  progress: ProbeProgress | undefined;
  finished: ProbeFinished | undefined;
}

/** Of the parts of one run that are trained at once, the events of the whole. */
export class JoinedEvents {
  private readonly parts: Part[] = [];
  private backend: string | undefined;
  private over = false;

  constructor(private readonly sink: ProbeSink) {}

  /** The sink of one more part; each part's is asked for before all that are known have finished. */
  part(): ProbeSink {
    const part: Part = { progress: undefined, finished: undefined };
    this.parts.push(part);
    return (event) => {
      if (!this.over) this.take(part, event);
    };
  }

  private take(part: Part, event: ProbeEvent): void {
    switch (event.type) {
      case "started":
        // The others tell of the same backend: that it was asked for, not why it was chosen.
        if (part !== this.parts[0] && event.backend === this.backend) return;
        this.backend = event.backend;
        break;
      case "progress":
        part.progress = event;
        this.tellProgress();
        return;
      case "finished":
        part.finished = event;
        this.tellEnd();
        return;
      case "failed":
        this.over = true;
        break;
    }
    this.sink(event);
  }

  /** That of the slowest; nothing until each has told of its own. */
  private tellProgress(): void {
    const training = this.parts.filter(({ finished }) => !finished);
    const told = training.flatMap(({ progress }) => progress ?? []);
    if (told.length < training.length) return;
    const [slowest] = told.toSorted((a, b) => shareOf(a) - shareOf(b));
    if (slowest === undefined) return;
    const left = told.flatMap(({ secondsLeft }) => secondsLeft ?? []);
    this.sink({ ...slowest, secondsLeft: left.length > 0 ? Math.max(...left) : undefined });
  }

  private tellEnd(): void {
    const ends = this.parts.flatMap(({ finished }) => finished ?? []);
    const [first] = ends;
    if (first === undefined || ends.length < this.parts.length) return;
    this.over = true;
    this.sink(endOf(first, ends));
  }
}

const shareOf = ({ step, of, stage }: ProbeProgress): number => stage?.share ?? step / of;

function endOf(first: ProbeFinished, ends: readonly ProbeFinished[]): ProbeFinished {
  const stopped = ends.filter(({ cancelled }) => cancelled);
  return {
    ...first,
    // A part ends early where all of its trainings have diverged; one that was stopped, stops all.
    steps:
      stopped.length > 0
        ? Math.min(...stopped.map(({ steps }) => steps))
        : Math.max(...ends.map(({ steps }) => steps)),
    cancelled: stopped.length > 0,
    seconds: Math.max(...ends.map(({ seconds }) => seconds)),
    stepsPerSecond: Math.min(...ends.map(({ stepsPerSecond }) => stepsPerSecond)),
  };
}
