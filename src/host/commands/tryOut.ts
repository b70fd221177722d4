import {
  commands,
  l10n,
  languages,
  window,
  workspace,
  type CodeAction,
  type Diagnostic,
  type TextDocument,
} from "vscode";
import { DIAGNOSTIC_SOURCE } from "../diagnostics";
import { COMMANDS } from "../names";
import { openUnsaved } from "../newFile";
import { tabUris } from "../openTabs";
import { tell } from "../sinks";
import type { TemplateFiles } from "../templateFiles";

// What the walkthrough has to be tried: an example, the classic mistake, and its fix.

/** Its warmup is counted for a run of 20,000 steps: 5% there, longer than the run here. */
const MISTAKE = `{
  "name": "Warmup of another run",
  "length": { "steps": 600 },
  "optimizer": { "name": "sgd", "momentum": 0.9 },
  "learningRate": [
    { "kind": "linear", "from": 0.01, "to": 0.1, "for": 1000 },
    { "kind": "cosine", "to": 0 }
  ]
}
`;
const MISTAKE_RULE = "warmup-longer-than-run";

/** Opens a recipe as it was published, to be looked at; asks for one where none is named. */
export async function openExample(templates: TemplateFiles, example: unknown): Promise<void> {
  if (typeof example !== "string") await commands.executeCommand(COMMANDS.newSchedule);
  else await templates.use({ template: example, fit: null, target: "json" });
}

/** Opens a schedule whose warmup is longer than its run. */
export async function makeMistake(): Promise<void> {
  await openUnsaved("warmup-longer-than-run", "json", MISTAKE);
}

/** Fixes the warmup that is longer than its run as the light bulb's first entry would: one undo step. */
export async function fixMistake(): Promise<void> {
  const document = mistaken();
  if (!document) {
    const make = l10n.t("Make the Mistake");
    const said = l10n.t("No open file has a warmup longer than its run.");
    if ((await tell(said, make)) === make) await makeMistake();
    return;
  }
  await window.showTextDocument(document);
  const fix = await preferredFix(document);
  if (!fix?.edit || !(await workspace.applyEdit(fix.edit)))
    throw new Error(l10n.t("The file cannot be changed."));
}

/** The document in the active editor, where it has the mistake, else any that has a tab. */
function mistaken(): TextDocument | undefined {
  const active = window.activeTextEditor?.document;
  const inTabs = new Set(tabUris().map(String));
  const open = workspace.textDocuments.filter(({ uri }) => inTabs.has(uri.toString()));
  return [...(active ? [active] : []), ...open].find(
    (document) => mistakeIn(document) !== undefined,
  );
}

const mistakeIn = ({ uri }: TextDocument): Diagnostic | undefined =>
  languages.getDiagnostics(uri).find(isMistake);

const isMistake = ({ source, code }: Diagnostic): boolean =>
  source === DIAGNOSTIC_SOURCE && (typeof code === "object" ? code.value : code) === MISTAKE_RULE;

async function preferredFix(document: TextDocument): Promise<CodeAction | undefined> {
  const range = mistakeIn(document)?.range;
  if (!range) return undefined;
  const found = await commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
  );
  return found.find(({ isPreferred }) => isPreferred);
}
