/** How a language makes names: known to a program instead of its language's name. */
export interface LanguageRules {
  /** An assignment makes a variable, and nothing declares it. */
  readonly namesByAssignment: boolean;
  /** Functions of a file are there before anything of it runs. */
  readonly hoistsFunctions: boolean;
  /** A method's own object is its first parameter. */
  readonly ownObjectIsParameter: boolean;
}

export const PYTHON: LanguageRules = {
  namesByAssignment: true,
  hoistsFunctions: false,
  ownObjectIsParameter: true,
};

export const JAVASCRIPT: LanguageRules = {
  namesByAssignment: false,
  hoistsFunctions: true,
  ownObjectIsParameter: false,
};
