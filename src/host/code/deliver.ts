import { env, l10n, Uri, ViewColumn, window, workspace } from "vscode";
import type { Conversion } from "../../core/write/convert";
import type { Writer } from "../../core/write/writer";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { analyzedDocument } from "../analyzedDocument";
import { identified, type IdentifiedSchedule } from "../panel/scheduleId";
import { ask, pick, tell, tellWarning } from "../sinks";
import type { CodeFile } from "./codeFile";
import type { CodeCommand } from "./register";
import type { CodeView } from "./codeView";
import { written } from "./written";

interface Chosen {
  readonly analyzed: AnalyzedDocument;
  readonly schedule: IdentifiedSchedule;
  readonly writer: Writer;
  /** The optimizer updates of an epoch, where the target counts updates and the schedule epochs. */
  readonly updates: number | undefined;
  /** The file that the code is to stand in, where the call names one. */
  readonly file?: Uri | undefined;
}

/** Where code is shown that follows its schedule, and how it gets into a file. */
export interface CodeTools {
  readonly analyses: AnalysisService;
  readonly view: CodeView;
  readonly files: CodeFile;
}

/** By command: what becomes of the code. */
const DELIVERIES: Readonly<
  Record<CodeCommand, (chosen: Chosen, tools: CodeTools) => Promise<void>>
> = {
  convertToCode: (chosen, tools) => told(chosen, tools, openNew),
  convertToFile: (chosen, tools) =>
    told(chosen, tools, (code, _, writer) =>
      tools.files.write(code, writer, chosen.analyzed.document.uri, chosen.file),
    ),
  copyAsCode: (chosen, tools) => told(chosen, tools, copy),
  showAsCode: ({ analyzed, schedule, writer, updates }, { view }) => {
    const source = analyzed.document.uri.toString();
    const { id } = schedule;
    return view.show({ source, schedule: id, target: writer.target, updates }, schedule, writer);
  },
};

/** Writes a schedule as code of a framework: the one at the cursor, or that of the arguments. */
export async function deliverCode(
  tools: CodeTools,
  command: CodeCommand,
  ...[uri, name, target, file]: readonly unknown[]
): Promise<void> {
  const chosen = await choose(tools.analyses, uri, name, target);
  if (!chosen) return;
  const given = file instanceof Uri ? file : undefined;
  await DELIVERIES[command]({ ...chosen, file: given }, tools);
}

async function choose(
  analyses: AnalysisService,
  uri: unknown,
  name: unknown,
  target: unknown,
): Promise<Chosen | undefined> {
  const analyzed = await analyzedDocument(analyses, uri);
  const schedule = analyzed && (await scheduleOf(analyzed, name));
  if (!analyzed || !schedule) {
    await tell(l10n.t("Put the cursor in a schedule first."));
    return undefined;
  }
  const writer = await writerFor(target);
  if (!writer) return undefined;
  const updates = await updatesFor(writer, schedule);
  return updates === "cancelled" ? undefined : { analyzed, schedule, writer, updates };
}

/** Asked for where the target counts updates and the schedule something else. */
async function updatesFor(
  writer: Writer,
  { schedule: { schedule } }: IdentifiedSchedule,
): Promise<number | "cancelled" | undefined> {
  const { needsUpdates } = await import("../lazy/write");
  if (!schedule || !needsUpdates(writer, schedule)) return undefined;
  const text = await ask({
    title:
      schedule.time.clock === "round"
        ? l10n.t("Optimizer updates of one round")
        : l10n.t("Optimizer updates of one epoch"),
    prompt: l10n.t("{0} counts optimizer updates.", writer.label),
    validateInput: (typed) => (isCount(typed) ? undefined : l10n.t("Enter a whole number from 1.")),
  });
  return text === undefined ? "cancelled" : Number(text);
}

const isCount = (text: string): boolean => /^\s*[1-9]\d{0,8}\s*$/.test(text);

/** Of several that have one name the first, or the one whose id is given. */
async function scheduleOf(
  analyzed: AnalyzedDocument,
  name: unknown,
): Promise<IdentifiedSchedule | undefined> {
  const { document, analysis } = analyzed;
  const all = identified(analyzed);
  if (typeof name === "string")
    return all.find(({ id }) => id === name) ?? all.find((one) => one.schedule.name === name);
  const editor = window.activeTextEditor;
  const { scheduleAt } = await import("../lazy/core");
  const found =
    editor?.document === document
      ? scheduleAt(analysis, document.offsetAt(editor.selection.active))
      : undefined;
  return all.find(({ schedule }) => schedule === found) ?? all[0];
}

async function writerFor(target: unknown): Promise<Writer | undefined> {
  const { writerOf, writers } = await import("../lazy/write");
  if (typeof target === "string") return writerOf(target);
  const chosen = await pick(
    writers.map((writer) => ({
      label: writer.label,
      description: writer.float32 === true ? l10n.t("single precision") : "",
      writer,
    })),
    { title: l10n.t("Convert To"), placeHolder: l10n.t("Pick a framework or language") },
  );
  return chosen?.writer;
}

/** Delivers code, or tells why there is none; names what the target leaves out. */
async function told(
  { analyzed, schedule, writer, updates }: Chosen,
  { analyses }: CodeTools,
  deliver: (code: string, conversion: Conversion, writer: Writer) => Promise<void>,
): Promise<void> {
  const { document } = analyzed;
  const conversion = await written(document, schedule.schedule, writer.target, analyses, updates);
  const code = conversion?.code ?? undefined;
  if (!conversion || code === undefined) {
    const reason = conversion?.refused ?? l10n.t("The schedule can't be evaluated at the moment.");
    await tellWarning(l10n.t("Not converted: {0}", reason));
    return;
  }
  await deliver(code, conversion, writer);
  if (conversion.left.length > 0)
    void tell(l10n.t("{0} doesn't represent: {1}.", writer.label, conversion.left.join(", ")));
}

async function openNew(code: string, _: Conversion, { languageId }: Writer): Promise<void> {
  const document = await workspace.openTextDocument({ language: languageId, content: code });
  await window.showTextDocument(document, ViewColumn.Beside);
}

async function copy(code: string, _: Conversion, { label }: Writer): Promise<void> {
  await env.clipboard.writeText(code);
  void tell(l10n.t("Copied: {0}", label));
}
