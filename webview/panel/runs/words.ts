import { t } from "../../../src/core/text/words";

export const runWords = {
  causes: () => t("Causes"),
  causesOf: (run: string) => t("Causes of {0}", run),
  cause: () => t("Cause"),
  left: () => t("Left over"),
  resolution: (resolution: string) =>
    t("Nothing below {0} is claimed: the log's digits leave it open.", resolution),
  stale: () => t("explaining…"),
  copy: () => t("Copy the Line"),
} as const;
