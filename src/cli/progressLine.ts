import type { ProbeEvent } from "../probe/request";
import type { Environment } from "./environment";
import { formatCount } from "../core/text/format";

const BAR = 30;

/** One line of a terminal, redrawn as a probe goes on and cleared at its end; nothing in a pipe. */
export class ProgressLine {
  private shown = "";

  constructor(private readonly environment: Pick<Environment, "redraw" | "interactive">) {}

  draw(event: ProbeEvent): void {
    if (!this.environment.interactive) return;
    const text = textOf(event);
    if (text === undefined || text === this.shown) return;
    this.shown = text;
    this.environment.redraw(text);
  }
}

function textOf(event: ProbeEvent): string | undefined {
  if (event.type === "finished" || event.type === "failed") return "";
  if (event.type === "started") return `${event.task} on ${event.backend} …`;
  if (event.type !== "progress") return undefined;
  const { stage } = event;
  const done = Math.round(BAR * (stage?.share ?? event.step / event.of));
  const bar = "#".repeat(done).padEnd(BAR, ".");
  const left = event.secondsLeft === undefined ? "" : `, ${formatCount(event.secondsLeft)} s left`;
  const place = stage ? `stage ${stage.at} of ${stage.of}, ` : "";
  return `[${bar}] ${place}${formatCount(event.step)}/${formatCount(event.of)}${left}`;
}
