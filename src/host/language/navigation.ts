import {
  Disposable,
  DocumentHighlight,
  DocumentHighlightKind,
  languages,
  Location,
  Position,
  Uri,
  workspace,
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
    const { fileAt, inheritedAt, namedAt } = await import("../lazy/core");
    const offset = document.offsetAt(position);
    const file = fileAt(analyzed.analysis, offset) ?? inheritedAt(analyzed.analysis, offset);
    return { found: namedAt(analyzed.analysis, offset), file };
  };
  return Disposable.from(
    languages.registerDefinitionProvider(SELECTOR, {
      async provideDefinition(document, position, token) {
        const { found, file } = (await named(document, position, token)) ?? {};
        if (file) return locationIn(analyses, document, file);
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

interface Elsewhere {
  readonly path: string;
  readonly name: string | undefined;
  readonly track?: string;
}

/** The schedule, or the track, in another file of the workspace; its beginning where it has none. */
async function locationIn(
  analyses: AnalysisService,
  { uri }: TextDocument,
  { path, name, track }: Elsewhere,
): Promise<Location | undefined> {
  const file = Uri.joinPath(uri, "..", path);
  if (!workspace.getWorkspaceFolder(file)) return undefined;
  try {
    const document = await workspace.openTextDocument(file);
    const analyzed = await analyses.current(document);
    const { definitionIn } = await import("../lazy/core");
    const range = analyzed && definitionIn(analyzed.analysis, name, track);
    return new Location(file, range ? toRange(document, range) : new Position(0, 0));
  } catch {
    // There is no such file: the problem at the reference says so.
    return undefined;
  }
}
