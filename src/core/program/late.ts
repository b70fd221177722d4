/** A definition in Python of which its first line was read alone. */
export interface Late {
  /**
   * The names of a class's methods, none for a function: the rest is parsed when it is asked for.
   * Defaults are literals, and a class has nothing but methods.
   */
  readonly late?: ReadonlySet<string>;
}
