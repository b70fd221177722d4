import type { Uri } from "vscode";
import type { Inspection } from "../protocol/inspection";
import type { ProbeState } from "../protocol/probe";
import type { AnalysisService } from "./analysisService";
import { filesLookedAt } from "./gate";
import type { PanelPlace, Panels } from "./panel/panels";
import type { SyntaxParserSource } from "./syntaxParser";
import type { Sparkline, Sparklines } from "./sparklines";

/** What other extensions, and the tests, may read. Nothing in it changes anything. */
export interface Api {
  readonly version: 1;
  /** The documents that are held in memory at present. */
  readonly heldDocuments: number;
  /** How often a file was looked at that a definition may name, whether there is one or not. */
  readonly filesLookedAt: number;
  /** The languages whose grammars are loaded. */
  readonly grammars: readonly string[];
  /** The document's version whose problems and curves are shown; undefined where none are. */
  analyzedVersion(uri: Uri): number | undefined;
  /** The small curves drawn in a document at present. */
  sparklines(uri: Uri): readonly Sparkline[];
  /** What the panel says that it shows: the present one, or that of a place; throws where none is open. */
  inspectPanel(place?: PanelPlace): Promise<Inspection>;
  /** Whether a panel can be seen, wherever it is. */
  readonly panelVisible: boolean;
  readonly probe: ProbeState | undefined;
}

interface Parts {
  readonly analyses: AnalysisService;
  readonly syntax: SyntaxParserSource;
  readonly sparklines: Sparklines;
  readonly panels: Panels;
}

export function createApi({ analyses, syntax, sparklines, panels }: Parts): Api {
  return {
    version: 1,
    get heldDocuments() {
      return analyses.size;
    },
    get filesLookedAt() {
      return filesLookedAt();
    },
    get grammars() {
      return syntax.loaded;
    },
    analyzedVersion: (uri) => analyses.toldVersion(uri),
    sparklines: (uri) => sparklines.of(uri),
    inspectPanel(place) {
      const session = panels.at(place);
      if (!session) throw new Error("The panel is not open.");
      return session.inspect();
    },
    get panelVisible() {
      return panels.session?.visible === true;
    },
    get probe() {
      return panels.probe;
    },
  };
}
