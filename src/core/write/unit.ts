import type { WriteRequest } from "./writer";

/** What one step of the schedule is, in words: "optimizer update", "epoch", "round". */
export const unitOf = ({ clock = "update" }: Pick<WriteRequest, "clock">): string =>
  clock === "update" ? "optimizer update" : clock;
