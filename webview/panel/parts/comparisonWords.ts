import { t } from "../../../src/core/text/words";

/** Words of the comparison's table, which are loaded with it alone. */
export const comparisonWords = {
  otherClocks: () =>
    t(
      "These schedules don't count the same thing: a step of one is an update, of another an epoch or a round. They are compared at the same share of their runs; sums can't be compared.",
    ),
};
