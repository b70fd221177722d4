import type { GivenValue } from "../../../src/core/text/givenValue";
import type { PanelContext } from "../panelContext";

/** What the user asks of the host: other schedules, and places in the source. */
export function sourceActions(panel: PanelContext) {
  const { messenger } = panel.host;
  return {
    select: (schedule: string) => {
      messenger.send({ type: "select", schedule });
    },
    turnBack: () => {
      messenger.send({ type: "turnBack" });
    },
    compare: (schedules: readonly string[]) => {
      messenger.send({ type: "compare", schedules });
    },
    forget: (schedule: string) => {
      messenger.send({ type: "forget", schedule });
    },
    addSource: (command: "pinSchedule" | "compareWithCommit" | "compareWithFile") => {
      messenger.send({ type: "command", command });
    },
    reveal: (track: string, phase: number | undefined, focus: boolean) => {
      const schedule = panel.shown[0]?.id;
      if (schedule === undefined) return;
      const place = { schedule, track, ...(phase !== undefined && { phase }) };
      messenger.send({ type: "reveal", revision: panel.revision, focus, ...place });
    },
    giveValue: async (symbol: string, value: GivenValue): Promise<string | undefined> => {
      const schedule = panel.shown[0]?.id;
      if (schedule === undefined) return undefined;
      const { revision } = panel;
      try {
        await messenger.ask({ type: "value.give", revision, schedule, symbol, value }, "done");
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    forgetValues: () => {
      const schedule = panel.shown[0]?.id;
      if (schedule === undefined) return;
      const { revision } = panel;
      messenger.send({ type: "values.forget", revision, schedule });
    },
    showProblem: (problem: number) => {
      const schedule = panel.shown[0]?.id;
      if (schedule === undefined) return;
      messenger.send({ type: "reveal.problem", revision: panel.revision, schedule, problem });
    },
  };
}
