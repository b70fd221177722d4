/** How a language's functions differ: known to a program instead of its language's name. */
export interface LanguageRules {
  /** A method's own object is its first parameter. */
  readonly ownObjectIsParameter: boolean;
}

export const PYTHON: LanguageRules = { ownObjectIsParameter: true };

export const JAVASCRIPT: LanguageRules = { ownObjectIsParameter: false };
