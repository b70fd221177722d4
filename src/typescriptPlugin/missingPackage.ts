import type ts from "typescript";

/** The package, and the file of declarations that is lent where it is not installed. */
interface Lent {
  readonly name: string;
  readonly types: string;
}

/** TypeScript's own number for a module that is not found: what offers to install it knows this one. */
const CANNOT_FIND_MODULE = 2307;

/**
 * The language service, which says of every import of the package that has only the lent types that it
 * is not installed: the code would compile here and fail where it runs. JavaScript is left alone, as
 * TypeScript leaves it.
 */
export function missingPackage(
  service: ts.LanguageService,
  typescript: typeof ts,
  lent: Lent,
): ts.LanguageService {
  const getSemanticDiagnostics = (file: string): ts.Diagnostic[] => {
    const program = service.getProgram();
    const source = program?.getSourceFile(file);
    const own = service.getSemanticDiagnostics(file);
    if (!program || !source || isJavaScript(file)) return own;
    const missing = specifiersOf(source, typescript).filter(
      (specifier) => specifier.text === lent.name && isLent(program, specifier, lent),
    );
    return [...own, ...missing.map((specifier) => notInstalled(source, specifier, typescript))];
  };
  return { ...service, getSemanticDiagnostics };
}

const isJavaScript = (file: string): boolean => /\.[cm]?jsx?$/.test(file);

/** What a file's imports and exports name, in order. */
const specifiersOf = (source: ts.SourceFile, typescript: typeof ts): ts.StringLiteral[] =>
  source.statements.flatMap((statement) => {
    const imports = typescript.isImportDeclaration(statement);
    if (!imports && !typescript.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && typescript.isStringLiteral(moduleSpecifier) ? [moduleSpecifier] : [];
  });

function isLent(program: ts.Program, specifier: ts.StringLiteral, { types }: Lent): boolean {
  const module = program.getTypeChecker().getSymbolAtLocation(specifier);
  return module?.declarations?.some((one) => one.getSourceFile().fileName === types) === true;
}

const notInstalled = (
  file: ts.SourceFile,
  specifier: ts.StringLiteral,
  typescript: typeof ts,
): ts.Diagnostic => ({
  file,
  start: specifier.getStart(file),
  length: specifier.getWidth(file),
  category: typescript.DiagnosticCategory.Warning,
  code: CANNOT_FIND_MODULE,
  messageText: `Cannot find module '${specifier.text}': it isn't installed here. Until it is, the types are those of the extension Learning Rate Designer.`,
});
