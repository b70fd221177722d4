import type { Format } from "../format";
import { hasLanguage } from "../head";

/** Caffe's solver.prototxt. */
export const caffe: Format = {
  id: "caffe",
  title: "Caffe (solver.prototxt)",
  syntax: "text",
  recognises: (head) =>
    head.text.length <= 300_000 &&
    hasLanguage(head, ["prototxt"], /\.(?:prototxt|pbtxt)$/i) &&
    head.text.includes("lr_policy") &&
    head.text.includes("base_lr"),
  load: async () => (await import("../lazy/configs")).readers.caffe,
};
