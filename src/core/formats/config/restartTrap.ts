import type { SourceEntry } from "../../parse/sourceValue";
import type { Source } from "../../problem";
import { t } from "../../text/words";
import type { Reading } from "./reading";

interface Restarts {
  readonly cycles: SourceEntry | undefined;
  /** The number that reaches the scheduler; undefined for its default of 1. */
  readonly count: number | undefined;
  readonly kindEntry: SourceEntry | undefined;
  readonly key: string;
  readonly source: Source;
}

/** cosine_with_restarts with one cycle. */
export function restartTrap({ cycles, count, kindEntry, key, source }: Restarts, reading: Reading) {
  const at = (cycles ?? kindEntry)?.value.range;
  if (!at || (count !== undefined && count > 1)) return;
  reading.trap({
    code: "restart-without-restart",
    severity: "warning",
    range: at,
    message: t("cosine_with_restarts with one cycle never restarts: it is the plain cosine."),
    why: t`The number of cycles is 1 unless ${key} says otherwise and reaches the scheduler; one cycle has no restart.`,
    source,
  });
}
