import "../typescript.mjs";

const from = (file) => import(`../../src/core/schedule/${file}.ts`);
const { optimizerEntries, probeEntries, trackNames } = await from("definition");
const { TRACK_SUMMARIES } = await from("jsonSchema");
const { modifierEntries } = await from("track");

const { PROBE_TASKS } = await import("../../src/core/probeTasks.ts");

/** The shapes from which files are written. */
export const shapes = {
  kinds: (await from("kinds/table")).phaseKinds,
  tasks: PROBE_TASKS,
  tracks: trackNames.map((name) => [name, TRACK_SUMMARIES[name]]),
  modifiers: modifierEntries,
  follower: { ...(await from("followers")).followerEntries, ...modifierEntries },
  settings: {
    Length: (await from("length")).lengthEntries,
    Optimizer: optimizerEntries,
    Probe: probeEntries,
    Layers: (await from("layers")).layersEntries,
    Samples: (await from("samples")).samplesEntries,
    Plateau: (await from("plateau")).plateauEntries,
  },
};
