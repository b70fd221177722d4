import { CALL_FUEL, TOTAL_FUEL } from "../parse/limits";
import { ExhaustedError } from "./errors";
import { formatCount } from "../text/format";
import { t } from "../text/words";

/** The work that the functions of one document may do together within one second. */
export class Budget {
  private spent = 0;
  private windowStart = 0;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly total: number = TOTAL_FUEL,
  ) {}

  /** How much one more call may take, which may take `most`. */
  grant(most: number): number {
    const now = this.now();
    if (now - this.windowStart >= 1000) {
      this.windowStart = now;
      this.spent = 0;
    }
    return Math.max(0, Math.min(most, this.total - this.spent));
  }

  book(fuel: number): void {
    this.spent += fuel;
  }
}

export const tooLongTogether = (): string =>
  t("The functions of this file take too long together.");

/** Counts the work of one call. */
export class Meter {
  private fuel = 0;
  private granted = 0;

  constructor(
    private readonly budget: Budget,
    private readonly most: number = CALL_FUEL,
  ) {}

  start(): void {
    this.granted = this.budget.grant(this.most);
    this.fuel = this.granted;
  }

  stop(): void {
    this.budget.book(this.spent);
  }

  /** The work since it was started. */
  get spent(): number {
    return this.granted - Math.max(0, this.fuel);
  }

  spend(cost: number): void {
    this.fuel -= cost;
    if (this.fuel < 0) this.exhaust();
  }

  private exhaust(): never {
    const limit = formatCount(this.granted);
    throw new ExhaustedError(
      this.granted < this.most
        ? tooLongTogether()
        : this.most !== CALL_FUEL
          ? t("This file takes too long to evaluate: the rest of it is not read.")
          : t`This function takes more than ${limit} operations for one step: does a loop or a recursion never end?`,
    );
  }
}
