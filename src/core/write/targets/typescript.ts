import { toTypeScript } from "../../convert/toTypeScript";
import { parseJson } from "../../parse/json";
import { documentReading } from "../reading";
import { originOf } from "../source";
import { refused, type Writer } from "../writer";
import { nativeDefinition } from "./nativeDefinition";

/** Our own definition in TypeScript, by its builders. */
export const typescriptWriter: Writer = {
  target: "typescript",
  label: "Learning Rate Designer, TypeScript",
  languageId: "typescript",
  extension: "ts",
  byUpdate: true,
  write(request) {
    const native = nativeDefinition(request);
    if ("refused" in native) return native;
    const { text, read, tracks, left } = native;
    const converted = toTypeScript(parseJson(text));
    if ("reason" in converted) return refused(converted.reason);
    const head = `// ${originOf(request)}.\n`;
    return {
      code: (proof) => `${head}// ${proof}\n${converted.text}`,
      at: (track, step) => read.tracks.get(track)?.curve.at(step) ?? NaN,
      tracks,
      readings: tracks.map((track) => documentReading({ file: "code.ts", track, as: track })),
      left,
    };
  },
};
