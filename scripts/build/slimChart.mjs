// chart.js is one module of classes whose static fields read other objects' properties. A bundler
// cannot know that such a reading does nothing else, and so keeps the scales that nobody uses.
import { readFile } from "node:fs/promises";

const READINGS = /(?<==|:) ?(Ticks\.formatters\.\w+|TimeScale\.defaults)(?=[,;\s])/g;

/** For colours that change by animation or under the pointer, of which our charts have none. */
const NO_COLOR = `export class Color { constructor() { throw new Error("no such colours here"); } }`;

/** Marks these readings as free of effects, so that unused classes are left out. */
export function slimChart() {
  return {
    name: "slim-chart",
    setup(build) {
      build.onResolve({ filter: /^@kurkle\/color$/ }, ({ path }) => ({
        path,
        namespace: "slim-chart",
      }));
      build.onLoad({ filter: /.*/, namespace: "slim-chart" }, () => ({ contents: NO_COLOR }));
      build.onLoad({ filter: /chart\.js[\\/]dist[\\/]chart\.js$/ }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        return { contents: source.replace(READINGS, " /* @__PURE__ */ (() => $1)()") };
      });
    },
  };
}
