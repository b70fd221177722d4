import { documentReading } from "../reading";
import type { Writer } from "../writer";
import { nativeDefinition } from "./nativeDefinition";

/** Our own definition in JSON; what is compared is read from the very text. */
export const jsonWriter: Writer = {
  target: "json",
  label: "Learning Rate Designer, JSON",
  languageId: "json",
  extension: "schedule.json",
  byUpdate: true,
  write(request) {
    const native = nativeDefinition(request);
    if ("refused" in native) return native;
    const { text, read, tracks, left } = native;
    return {
      code: () => text,
      at: (track, step) => read.tracks.get(track)?.curve.at(step) ?? NaN,
      tracks,
      readings: tracks.map((track) =>
        documentReading({ file: "code.schedule.json", track, as: track }),
      ),
      left,
    };
  },
};
