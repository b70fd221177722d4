import { commands, Disposable, env, l10n, Uri, ViewColumn, window, workspace } from "vscode";
import type { AnalyzedSchedule } from "../../core/analysis";
import type { Conversion } from "../../core/write/convert";
import type { Writer } from "../../core/write/writer";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { analyzedDocument } from "../language/conversions";
import { showFailure, type Log } from "../log";
import { COMMANDS } from "../names";
import { pick, tell, tellWarning } from "../sinks";
import { CodeFile } from "./codeFile";
import { CodeView } from "./codeView";
import { written } from "./written";

type Deliver = (chosen: Chosen) => Promise<void>;

interface Chosen {
  readonly analyzed: AnalyzedDocument;
  readonly schedule: string;
  readonly writer: Writer;
  /** The file that the code is to stand in, where the call names one. */
  readonly file?: Uri | undefined;
}

/** Commands that write a schedule as code of a framework. Arguments: document, name, target, file. */
export function registerCode(analyses: AnalysisService, log: Log): Disposable {
  const view = new CodeView(analyses);
  const files = new CodeFile();
  const command = (id: string, deliver: Deliver): Disposable =>
    commands.registerCommand(
      id,
      async (uri: unknown, name: unknown, target: unknown, file: unknown) => {
        try {
          const chosen = await choose(analyses, uri, name, target);
          if (chosen) await deliver({ ...chosen, file: file instanceof Uri ? file : undefined });
        } catch (error) {
          await showFailure(log, error);
        }
      },
    );
  return Disposable.from(
    view,
    files,
    command(COMMANDS.convertToCode, (chosen) => told(chosen, analyses, openNew)),
    command(COMMANDS.convertToFile, (chosen) =>
      told(chosen, analyses, (code, _, writer) =>
        files.write(code, writer, chosen.analyzed.document.uri, chosen.file),
      ),
    ),
    command(COMMANDS.copyAsCode, (chosen) => told(chosen, analyses, copy)),
    command(COMMANDS.showAsCode, ({ analyzed, schedule, writer }) => {
      const source = analyzed.document.uri.toString();
      const { target, languageId, extension } = writer;
      return view.show({ source, schedule, target }, languageId, extension);
    }),
  );
}

async function choose(
  analyses: AnalysisService,
  uri: unknown,
  name: unknown,
  target: unknown,
): Promise<Chosen | undefined> {
  const analyzed = await analyzedDocument(analyses, uri);
  const schedule = analyzed && (await scheduleOf(analyzed, name));
  if (!analyzed || schedule === undefined) {
    await tell(l10n.t("Put the cursor in a schedule first."));
    return undefined;
  }
  const writer = await writerFor(target);
  return writer && { analyzed, schedule, writer };
}

async function scheduleOf(
  { document, analysis }: AnalyzedDocument,
  name: unknown,
): Promise<string | undefined> {
  if (typeof name === "string") return name;
  const editor = window.activeTextEditor;
  const { scheduleAt } = await import("../lazy/core");
  const at = (offset: number): AnalyzedSchedule | undefined => scheduleAt(analysis, offset);
  const found =
    editor?.document === document ? at(document.offsetAt(editor.selection.active)) : undefined;
  return (found ?? analysis.schedules[0])?.name;
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
  { analyzed, schedule, writer }: Chosen,
  analyses: AnalysisService,
  deliver: (code: string, conversion: Conversion, writer: Writer) => Promise<void>,
): Promise<void> {
  const conversion = await written(analyzed, schedule, writer.target, analyses);
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
