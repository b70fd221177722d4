import { CALL_FUEL, HEAVY_FUEL, LIGHT_CALL_FUEL, MAX_RECURSION, TOTAL_FUEL } from "../limits";

/** The work that the functions of one document may do together. */
export class Budget {
  private heavy = 0;
  private all = 0;
  private windowStart = 0;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly heavyFuel: number = HEAVY_FUEL,
  ) {}

  /** How much one more call may take. */
  grant(): number {
    const now = this.now();
    if (now - this.windowStart >= 1000) {
      this.windowStart = now;
      this.heavy = 0;
      this.all = 0;
    }
    const fair = Math.max(LIGHT_CALL_FUEL, Math.min(CALL_FUEL, this.heavyFuel - this.heavy));
    return Math.max(0, Math.min(fair, TOTAL_FUEL - this.all));
  }

  /** Books what a call has taken. Of light calls there may be far more, but not without end. */
  book(fuel: number): void {
    this.all += fuel;
    if (fuel > LIGHT_CALL_FUEL) this.heavy += fuel;
  }
}

/** Why a call must end: it has used up its fuel, or its calls nest too deeply. */
export class ExhaustedError extends Error {
  override readonly name = "ExhaustedError";
}

/** Counts the work of one call. */
export class Meter {
  private fuel = 0;
  private granted = 0;
  private depth = 0;

  constructor(private readonly budget: Budget) {}

  start(): void {
    this.granted = this.budget.grant();
    this.fuel = this.granted;
    this.depth = 0;
  }

  stop(): void {
    this.budget.book(this.granted - this.fuel);
  }

  spend(cost: number): void {
    this.fuel -= cost;
    if (this.fuel < 0) {
      const limit = this.granted.toLocaleString("en");
      if (this.granted < LIGHT_CALL_FUEL)
        throw new ExhaustedError("The functions of this file take too long together.");
      throw new ExhaustedError(
        `This function takes more than ${limit} operations for one step: does a loop or a recursion never end?`,
      );
    }
  }

  enter(): void {
    if (++this.depth > MAX_RECURSION) {
      throw new ExhaustedError(
        `More than ${MAX_RECURSION} calls inside one another: a function calls itself without end.`,
      );
    }
  }

  leave(): void {
    this.depth--;
  }
}
