import type { Schedule } from "../../../src/core/schedule/schedule";
import { readFormat } from "../formats/read";

/** The first schedule of a Python script. */
export async function analyzePython(text: string): Promise<Schedule | undefined> {
  return (await readFormat("train.py", text)).schedules[0]?.schedule;
}
