import {
  CodeLens,
  EventEmitter,
  l10n,
  languages,
  type CancellationToken,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { AnalysisService } from "../analysisService";
import { Owner } from "../disposables";
import { SELECTOR } from "../documents";
import { COMMANDS } from "../names";
import { toRange } from "../positions";
import { readSettings } from "../settings";

/** Peak, length and the probe above each schedule, where the setting asks for them. */
class ScheduleLenses extends Owner implements CodeLensProvider {
  private readonly changed = this.own(new EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly analyses: AnalysisService) {
    super();
    this.own(
      analyses.onDidAnalyze(() => {
        this.changed.fire();
      }),
    );
    this.own(languages.registerCodeLensProvider(SELECTOR, this));
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!readSettings(document).codeLens) return [];
    const analyzed = await this.analyses.current(document, token);
    if (!analyzed) return [];
    const { lenses } = await import("../lazy/core");
    return lenses(analyzed.analysis).flatMap(({ range, facts }) => {
      const place = toRange(document, range);
      return [
        new CodeLens(place, { title: facts, command: COMMANDS.openPreview }),
        new CodeLens(place, { title: l10n.t("Run probe"), command: COMMANDS.runProbe }),
      ];
    });
  }
}

export const registerCodeLenses = (analyses: AnalysisService): Disposable =>
  new ScheduleLenses(analyses);
