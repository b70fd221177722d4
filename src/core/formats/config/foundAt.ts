import type { SourceEntry } from "../../parse/sourceValue";
import type { Stepped } from "../format";
import type { ConfigRun, Found } from "./dialect";
import { anchorOf } from "./fields";
import type { Reading } from "./reading";

/** One schedule in updates, told of at the line that names it. */
export const foundAt = (
  entry: SourceEntry,
  name: string,
  run: (reading: Reading) => ConfigRun | undefined,
  stepped: Stepped = "batch",
): Found => ({
  name,
  anchor: anchorOf(entry),
  range: entry.range,
  clock: "update",
  stepped,
  run,
});
