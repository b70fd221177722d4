// What a probe's tasks read of a schedule besides its tracks, spelled as tracks, so that it travels,
// is saved and is checked as they are.

/** The rate of one layer of the task, counted from 1 next to the input. */
export const layerTrack = (layer: number): string => `learningRate, layer ${layer}`;

/** The rule of `samples`: factors of samples with a large and a very negative margin, and its unit. */
export const SAMPLE_TRACKS = {
  easy: "samples, easy",
  hard: "samples, hard",
  scale: "samples, scale",
  /** 1 where the factors of a batch are scaled to a mean of 1: a control arm. */
  meanOne: "samples, mean 1",
} as const;
