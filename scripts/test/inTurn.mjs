/** A stage made of several: one after the other, to the first that fails. */
export const inTurn =
  (...stages) =>
  async (context) => {
    const total = { passed: 0, failures: [], skips: [] };
    for (const stage of stages) {
      const { passed, failures, skips } = await stage(context);
      total.passed += passed;
      total.failures.push(...failures);
      total.skips.push(...skips);
      if (failures.length > 0) break;
    }
    return total;
  };
