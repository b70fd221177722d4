import type { WriteRequest } from "./writer";

/** What one step of the schedule is, in words: "optimizer update", "epoch", "round". */
export const unitOf = ({ schedule: { time } }: WriteRequest): string =>
  time.clock === undefined || time.clock === "update" ? "optimizer update" : time.clock;
