import {
  CancellationError,
  Uri,
  workspace,
  type CancellationToken,
  type WorkspaceFolder,
} from "vscode";
import type { AnalyzedSchedule } from "../../core/analysis";
import type { Schedule } from "../../core/schedule/schedule";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { scheduleLanguage } from "../documents";
import { lookAt } from "../gate";

/** Larger files hold no schedule. */
const MOST_BYTES = 50_000_000;

/** The file of the workspace that a model names, by its path in a folder or in full. */
export async function placeOf(path: string, mostBytes = MOST_BYTES): Promise<Uri> {
  for (const folder of workspace.workspaceFolders ?? []) {
    const uri = within(folder, path);
    const look = await lookAt(uri, mostBytes);
    if (look && "refusal" in look) throw new Error(`"${path}" isn't read: ${look.refusal}.`);
    if (look) return uri;
  }
  throw new Error(`There is no file "${path}" in the workspace.`);
}

function within({ uri }: WorkspaceFolder, path: string): Uri {
  if (!/^(?:[a-z]:)?[\\/]/i.test(path)) return Uri.joinPath(uri, path);
  return uri.scheme === "file" ? Uri.file(path) : uri.with({ path });
}

/** A file read as the editor reads it, unsaved changes included. */
export async function analyzedAt(
  path: string,
  analyses: AnalysisService,
  token: CancellationToken,
): Promise<AnalyzedDocument> {
  const document = await workspace.openTextDocument(await placeOf(path));
  if (!scheduleLanguage(document))
    throw new Error(`"${path}" holds no schedule of a format that is read.`);
  const analyzed = await analyses.current(document, token);
  if (analyzed) return analyzed;
  throw token.isCancellationRequested
    ? new CancellationError()
    : new Error(`"${path}" changed while it was read: ask again.`);
}

/** The schedule of a name, or the only one; it may lack values that only the running program knows. */
export function scheduleNamed(
  { analysis }: AnalyzedDocument,
  name: string | undefined,
): AnalyzedSchedule & { readonly schedule: Schedule } {
  const known = analysis.schedules.map((one) => `"${one.name}"`).join(", ");
  const [found, second] = analysis.schedules.filter(
    (one) => name === undefined || one.name === name,
  );
  if (found === undefined)
    throw new Error(
      known === ""
        ? "The file defines no schedule."
        : `There is no such schedule; the file has ${known}.`,
    );
  if (second) throw new Error(`The file has several schedules; pass "schedule", one of ${known}.`);
  const { schedule, unknowns } = found;
  if (schedule) return { ...found, schedule };
  const missing = unknowns.map(({ symbol }) => symbol).join(", ");
  throw new Error(
    missing === ""
      ? "The schedule can't be evaluated: lint says why."
      : `Only the running program knows ${missing}: the user can give a value in the editor.`,
  );
}
