import * as v from "valibot";
import { text } from "./shapes";

/** What the page of the panel says of itself: where things lie, and the words in the user's language. */
const setup = v.object({
  assets: v.object({
    /** The probe worker's script, to be fetched and started from a blob. */
    probeWorker: text,
    /** The folder of the .wasm files, with its closing slash. */
    wasm: text,
  }),
  /** Translations by English text, as `vscode.l10n.bundle` has them; empty for English. */
  strings: v.record(text, text),
});

export type PanelSetup = v.InferOutput<typeof setup>;
export type PanelAssets = PanelSetup["assets"];

/** Reads the JSON that the page carries. Throws where it is none. */
export const readPanelSetup = (json: string | undefined): PanelSetup =>
  v.parse(setup, JSON.parse(json ?? "null"));
