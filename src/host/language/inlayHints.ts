import {
  EventEmitter,
  InlayHint,
  InlayHintLabelPart,
  languages,
  type CancellationToken,
  type Disposable,
  type InlayHintsProvider,
  type Range,
  type TextDocument,
} from "vscode";
import type { InlayHint as Hint } from "../../core/language/inlayHints";
import type { AnalysisService } from "../analysisService";
import { Owner } from "../disposables";
import { SELECTOR } from "../documents";
import { COMMANDS } from "../names";
import { readSettings } from "../settings";
import { markdown } from "../sinks";
import type { GivenValues } from "./givenValues";

/** Steps beside units, and what is asked for or given beside unknown values. */
class ScheduleHints extends Owner implements InlayHintsProvider {
  private readonly changed = this.own(new EventEmitter<void>());
  readonly onDidChangeInlayHints = this.changed.event;

  constructor(
    private readonly analyses: AnalysisService,
    private readonly values: GivenValues,
  ) {
    super();
    // An imported file or a setting may change them without a change of the text.
    this.own(
      analyses.onDidAnalyze(() => {
        this.changed.fire();
      }),
    );
    this.own(languages.registerInlayHintsProvider(SELECTOR, this));
  }

  async provideInlayHints(
    document: TextDocument,
    range: Range,
    token: CancellationToken,
  ): Promise<InlayHint[]> {
    if (!readSettings(document).inlayHints) return [];
    const analyzed = await this.analyses.current(document, token);
    if (!analyzed) return [];
    const { inlayHints } = await import("../lazy/core");
    const given = Object.fromEntries(this.values.of(document.uri));
    return inlayHints(analyzed.analysis, given)
      .map((hint) => hintOf(hint, document))
      .filter(({ position }) => range.contains(position));
  }
}

function hintOf({ offset, text, tooltip, symbol }: Hint, document: TextDocument): InlayHint {
  const part = new InlayHintLabelPart(text);
  part.tooltip = markdown`${tooltip}`;
  if (symbol !== undefined) {
    part.command = {
      command: COMMANDS.giveValue,
      title: text,
      arguments: [document.uri, symbol],
    };
  }
  const hint = new InlayHint(document.positionAt(offset), [part]);
  hint.paddingLeft = true;
  return hint;
}

export const registerInlayHints = (analyses: AnalysisService, values: GivenValues): Disposable =>
  new ScheduleHints(analyses, values);
