/** Steps that the functions of one script may take together in one go: about a second's work. */
const FUNCTIONS = 8_000_000;

/**
 * What the functions of a script may do together once it is read. A document is read, drawn and
 * judged in one go, and so is what is asked of its curves later on: each has the whole of it.
 */
export class FunctionBudget {
  private left = FUNCTIONS;
  private isOpen = false;

  /** How much one more call may take, which may take `most`. */
  grant(most: number): number {
    if (!this.isOpen) this.open();
    return Math.min(most, this.left);
  }

  book(steps: number): void {
    this.left = Math.max(0, this.left - steps);
  }

  private open(): void {
    this.isOpen = true;
    void Promise.resolve().then(() => {
      this.left = FUNCTIONS;
      this.isOpen = false;
    });
  }
}
