import type { Format } from "../format";
import { hasLanguage } from "../head";

/** TensorFlow's object detection: pipeline.config, in protocol buffers' text format. */
export const objectDetection: Format = {
  id: "objectDetection",
  title: "TensorFlow object detection (pipeline.config)",
  syntax: "text",
  recognises: (head) =>
    head.text.length <= 300_000 &&
    hasLanguage(head, [], /\.(?:config|pbtxt|prototxt)$/i) &&
    head.text.includes("train_config") &&
    head.text.includes("learning_rate"),
  load: async () => (await import("../lazy/configs")).readers.objectDetection,
};
