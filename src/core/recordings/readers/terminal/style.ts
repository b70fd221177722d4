import type { Recorder } from "../../recorder";

/** What lines before the present one told: a rate and its step often stand on different lines. */
export interface TerminalState {
  readonly recorder: Recorder;
  /** The count of the progress bar that was drawn last, and its total. */
  bar: { readonly count: number; readonly total: number } | undefined;
  /** The line's number, from 0. */
  line: number;
}

/** One way in which programs print their measurements. */
export interface LineStyle {
  readonly id: string;
  /** Takes what it knows of the line; true where the line is done with. */
  take(line: string, state: TerminalState): boolean;
  /** The text is at its end. */
  end?(state: TerminalState): void;
}

export const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
