import {
  Disposable,
  DocumentHighlight,
  DocumentHighlightKind,
  languages,
  Location,
  Position,
  Uri,
  type CancellationToken,
  type TextDocument,
} from "vscode";
import type { AnalysisService } from "../analysisService";
import { SELECTOR } from "../documents";
import { toRange } from "../positions";

/** Definition, references and highlights of the names of schedules and tracks. */
export function registerNavigation(analyses: AnalysisService): Disposable {
  const named = async (document: TextDocument, position: Position, token: CancellationToken) => {
    const analyzed = await analyses.current(document, token);
    if (!analyzed) return undefined;
    const { fileAt, namedAt } = await import("../lazy/core");
    const offset = document.offsetAt(position);
    const file = fileAt(analyzed.analysis, offset);
    return { found: namedAt(analyzed.analysis, offset), file };
  };
  return Disposable.from(
    languages.registerDefinitionProvider(SELECTOR, {
      async provideDefinition(document, position, token) {
        const { found, file } = (await named(document, position, token)) ?? {};
        if (file) return new Location(baseFile(document, file.path), new Position(0, 0));
        return found?.occurrences
          .filter(({ definition }) => definition)
          .map(({ range }) => new Location(document.uri, toRange(document, range)));
      },
    }),
    languages.registerReferenceProvider(SELECTOR, {
      async provideReferences(document, position, { includeDeclaration }, token) {
        const { found } = (await named(document, position, token)) ?? {};
        return found?.occurrences
          .filter(({ definition }) => includeDeclaration || !definition)
          .map(({ range }) => new Location(document.uri, toRange(document, range)));
      },
    }),
    languages.registerDocumentHighlightProvider(SELECTOR, {
      async provideDocumentHighlights(document, position, token) {
        const { found } = (await named(document, position, token)) ?? {};
        return found?.occurrences.map(({ range, definition }) => {
          const kind = definition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
          return new DocumentHighlight(toRange(document, range), kind);
        });
      },
    }),
  );
}

const baseFile = ({ uri }: TextDocument, path: string): Uri => Uri.joinPath(uri, "..", path);
