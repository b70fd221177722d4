// tfjs-core's entry registers optimizers and chained methods that the probe does not use; `base` is
// the same library without them. Both the probe and the backends' own imports are redirected.
import path from "node:path";

/** Redirects "@tensorflow/tfjs-core" (but not its subpaths) to its slim entry. */
export function slimTensorflow() {
  return {
    name: "slim-tensorflow",
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? ".";
      const base = path.resolve(root, "node_modules/@tensorflow/tfjs-core/dist/base.js");
      build.onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, () => ({ path: base }));
    },
  };
}
