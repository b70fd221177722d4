import type { Analysis } from "../analysis";
import type { DocumentHead } from "../formats/format";

/** The product's own reader, given by whoever converts: a text of a file of this name. */
export type Read = (head: DocumentHead) => Promise<Analysis | undefined>;

/** A track's value at a step. */
export type At = (step: number) => number;

/** What the reader gets from written code for one track. */
export interface ReadAgain {
  readonly at: At;
  /** A function of the code is run for each value, which takes some microseconds. */
  readonly run: boolean;
}

/** How a track is got again from the code that was written for it. */
export interface Reading {
  readonly track: string;
  /** Undefined where the reader doesn't find the track in the code. */
  again(code: string, read: Read): Promise<ReadAgain | undefined>;
}

export interface DocumentReading {
  /** The name that a file of such code has, by which the reader knows its format. */
  readonly file: string;
  readonly track: string;
  /** Lines that use the code as a script does; none where the code itself says the schedule. */
  readonly use?: string;
  /** The schedule's name in the text; the first that has the track unless given. */
  readonly schedule?: string;
  /** The name of the track in the schedule; the learning rate's unless given. */
  readonly as?: string;
  readonly run?: boolean;
}

/** A reading of the code as a document, by the reader that files of this name have. */
export function documentReading(reading: DocumentReading): Reading {
  const { file, track, use = "", schedule, as = "learningRate", run = false } = reading;
  return {
    track,
    again: async (code, read) => {
      const analysis = await read({ uri: `file:///${file}`, languageId: "", text: code + use });
      const found = analysis?.schedules.filter(
        ({ name }) => schedule === undefined || name === schedule,
      );
      for (const one of found ?? []) {
        const curve = one.schedule?.tracks.get(as)?.curve;
        if (curve) return { at: (step) => curve.at(step), run };
      }
      return undefined;
    },
  };
}

/** Reads each text once: several tracks stand in one. */
export function readOnce(read: Read): Read {
  const known = new Map<string, ReturnType<Read>>();
  return (head) => {
    const key = `${head.uri} ${head.text}`;
    const found = known.get(key) ?? read(head);
    known.set(key, found);
    return found;
  };
}
