import { describe, expect, it } from "vitest";
import { hostMessageSchema, type HostMessage } from "../../../src/protocol/hostMessages";
import { Messenger } from "../../../src/protocol/messenger";
import {
  panelMessageSchema,
  readPanelMessage,
  type PanelMessage,
} from "../../../src/protocol/panelMessages";
import type { Read } from "../../../src/protocol/shapes";
import { readHostMessage } from "../../harness/readHostMessage";
import { hostExamples, panelExamples } from "./examples";
import { forgeries } from "./forgeries";

type Any = HostMessage | PanelMessage;

/** A forged message through a real messenger: nobody is told of it, and it is logged. */
async function fate(read: (data: unknown) => Read<Any>, type: string, message: unknown) {
  const refused: string[] = [];
  const taken: unknown[] = [];
  const messenger = new Messenger<Any, Any>(
    () => undefined,
    read,
    (why) => refused.push(why),
  );
  messenger.on(type as Any["type"], (each) => taken.push(each));
  messenger.receive({ message });
  await Promise.resolve();
  return { refused: refused.length, taken: taken.length };
}

const typesOf = (schema: typeof hostMessageSchema | typeof panelMessageSchema): string[] =>
  schema.options.map(({ entries }) => entries.type.literal).sort();

const DIRECTIONS = [
  ["panel", panelMessageSchema, readPanelMessage, panelExamples, true],
  ["host", hostMessageSchema, readHostMessage, hostExamples, false],
] as const;

describe.each(DIRECTIONS)("every message of the %s", (_name, schema, read, examples, strict) => {
  it("has a case here", () => {
    expect(examples.map(({ type }) => type).sort()).toEqual(typesOf(schema));
  });

  it.each(examples.map((example) => [example.type, example] as const))(
    "%s is taken as it is meant, and no forgery of it",
    async (type, example) => {
      expect(await fate(read, type, example)).toEqual({ refused: 0, taken: 1 });
      const forged = forgeries(example, strict);
      expect(forged.length).toBeGreaterThan(0);
      for (const { how, message } of forged) {
        expect(await fate(read, type, message), how).toEqual({ refused: 1, taken: 0 });
      }
    },
  );
});
