import type { HostMessage } from "../../protocol/hostMessages";
import type { Messenger } from "../../protocol/messenger";
import type { PanelMessage } from "../../protocol/panelMessages";
import type { GivenValues } from "../language/givenValues";
import type { IdentifiedSchedule } from "./scheduleId";

/** Takes the values that the user enters in the panel for what only the running program knows. */
export function listenToValues(
  messenger: Messenger<HostMessage, PanelMessage>,
  values: GivenValues,
  shownSchedule: (revision: number, id: string) => IdentifiedSchedule,
): void {
  messenger.onAsk("value.give", async ({ revision, schedule, symbol, value }) => {
    const found = shownSchedule(revision, schedule);
    // Nothing else can be given a value: what is stored is bounded by what the source says.
    const { unknowns, foreign } = found.schedule;
    const taken = [...unknowns, ...(foreign?.offers ?? [])];
    if (!taken.some((one) => one.symbol === symbol)) {
      throw new Error(`Nothing waits for a value of ${symbol}.`);
    }
    await values.give(found.from.document.uri, symbol, value);
    return { type: "done" };
  });
  messenger.on("values.forget", async ({ revision, schedule }) => {
    await values.forget(shownSchedule(revision, schedule).from.document.uri);
  });
}
