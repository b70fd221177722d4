import { expect, it } from "vitest";
import type { HostMessage, Snapshot } from "../../../src/protocol/hostMessages";
import { Messenger, trusted } from "../../../src/protocol/messenger";
import type { PanelMessage } from "../../../src/protocol/panelMessages";
import { hostExamples } from "./examples";

const [snapshot] = hostExamples.filter(
  (message): message is Snapshot => message.type === "snapshot",
);
if (!snapshot) throw new Error("no snapshot among the examples");

/** A snapshot of as many schedules, which counts whatever is looked at in it, at any depth. */
function counted(schedules: number) {
  const [shown] = snapshot?.shown ?? [];
  if (!snapshot || !shown) throw new Error("the example shows no schedule");
  const message = { ...snapshot, shown: Array.from({ length: schedules }, () => shown) };
  const looks: string[] = [];
  const watch = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, key) {
        looks.push(String(key));
        const value: unknown = Reflect.get(target, key);
        return typeof value === "object" && value !== null ? watch(value) : value;
      },
      ownKeys(target) {
        looks.push("all keys");
        return Reflect.ownKeys(target);
      },
    });
  return { message: watch(message), looks };
}

/** What the panel's end of the conversation makes of a message. */
function received(message: unknown) {
  const taken: unknown[] = [];
  const refused: string[] = [];
  const messenger = new Messenger<PanelMessage, HostMessage>(
    () => undefined,
    trusted<HostMessage>,
    (why) => refused.push(why),
  );
  messenger.on("snapshot", (each) => taken.push(each));
  messenger.receive({ message });
  return { taken, refused };
}

it.each([1, 32])("a snapshot of %i schedules is handed on as it came, none of it read", (many) => {
  const { message, looks } = counted(many);
  const { taken, refused } = received(message);
  expect(refused).toEqual([]);
  expect(taken).toHaveLength(1);
  expect(taken[0]).toBe(message);
  expect(new Set(looks)).toEqual(new Set(["type"]));
  expect(looks.length).toBeLessThanOrEqual(4);
});

it.each([
  ["nothing", undefined],
  ["null", null],
  ["a text", "snapshot"],
  ["what has no type", { revision: 1 }],
  ["a type that is none", { type: 7 }],
  ["a type that nobody takes", { type: "format-disk" }],
])("%s is refused", async (_name, message) => {
  const { taken, refused } = received(message);
  await Promise.resolve();
  expect(taken).toEqual([]);
  expect(refused).toHaveLength(1);
});
