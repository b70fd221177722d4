const TYPESCRIPT = /\.[cm]?tsx?$/i;
const JAVASCRIPT = /\.([cm]?)js(x?)$/i;

/**
 * The files that an import may mean, most likely first, as paths relative to the importing file's
 * folder: TypeScript allows to leave out the ending, or to name the file that it compiles to.
 * Empty for packages.
 */
export function importCandidates(specifier: string): string[] {
  if (!/^\.\.?(\/|$)/.test(specifier)) return [];
  if (TYPESCRIPT.test(specifier) || specifier.endsWith(".json")) return [specifier];
  const compiled = specifier.replace(JAVASCRIPT, ".$1ts$2");
  if (compiled !== specifier) return [compiled];
  return [`${specifier}.ts`, `${specifier}.tsx`, `${specifier}/index.ts`];
}

/** A relative path as `extends` writes it; other schemes and absolute paths are none. */
export const isRelativePath = (path: string): boolean =>
  path !== "" && !/^[/\\]|^[a-z][\w+.-]*:|\\/i.test(path);
