/**
 * Runs stages side by side, `width` at once, in the order of the list: each as soon as those that it
 * comes `after`, if they are run at all, have ended. Returns their results in the order of the list.
 */
export async function sideBySide(stages, run, width) {
  const waiting = [...stages];
  const unfinished = new Set(stages.map(({ name }) => name));
  const results = new Map();
  const isReady = ({ after = [] }) => !after.some((name) => unfinished.has(name));
  const running = new Set();
  const start = (stage) => {
    const ended = run(stage).then((result) => {
      results.set(stage, result);
      unfinished.delete(stage.name);
      running.delete(ended);
    });
    running.add(ended);
  };
  while (waiting.length + running.size > 0) {
    const next = running.size < width ? waiting.findIndex(isReady) : -1;
    if (next >= 0) start(waiting.splice(next, 1)[0]);
    else if (running.size > 0) await Promise.race(running);
    else throw new Error(`in a circle: ${waiting.map(({ name }) => name).join(", ")}`);
  }
  return stages.map((stage) => results.get(stage));
}
