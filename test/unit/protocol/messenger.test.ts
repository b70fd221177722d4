import { describe, expect, it, vi } from "vitest";
import { Messenger, RequestFailure, type Message } from "../../../src/protocol/messenger";
import type { Read } from "../../../src/protocol/shapes";

interface Named<Type extends string> extends Message {
  readonly type: Type;
  readonly message?: string;
}
type Ping = Named<"ping"> | Named<"pong"> | Named<"failure">;

const TYPES = ["ping", "pong", "failure"];

function readPing(data: unknown): Read<Ping> {
  const type = (data as { type?: unknown } | undefined)?.type;
  return typeof type === "string" && TYPES.includes(type)
    ? { ok: true, value: data as Ping }
    : { ok: false, reason: "type: not a ping" };
}

/** Two messengers that talk through JSON, as a webview does. */
function pair() {
  const refused: string[] = [];
  const over = (data: unknown): unknown => JSON.parse(JSON.stringify(data));
  const left: Messenger<Ping, Ping> = new Messenger<Ping, Ping>(
    (data) => {
      right.receive(over(data));
    },
    readPing,
    (reason) => refused.push(`left ${reason}`),
  );
  const right: Messenger<Ping, Ping> = new Messenger<Ping, Ping>(
    (data) => {
      left.receive(over(data));
    },
    readPing,
    (reason) => refused.push(`right ${reason}`),
  );
  return { left, right, refused };
}

describe("Messenger", () => {
  it("delivers a message to the handler of its type", async () => {
    const { left, right, refused } = pair();
    const taken = vi.fn();
    right.on("ping", taken);
    left.send({ type: "ping" });
    await vi.waitFor(() => {
      expect(taken).toHaveBeenCalledWith({ type: "ping" });
    });
    expect(refused).toEqual([]);
  });

  it("answers questions, each with its own answer, in both directions", async () => {
    const { left, right } = pair();
    right.onAsk("ping", async ({ message }) => {
      await new Promise((resolve) => setTimeout(resolve, message === "slow" ? 20 : 1));
      return { type: "pong", message: `${message ?? ""} pong` };
    });
    left.onAsk("ping", () => ({ type: "pong", message: "from the left" }));
    const answers = await Promise.all([
      left.ask({ type: "ping", message: "slow" }, "pong"),
      left.ask({ type: "ping", message: "fast" }, "pong"),
      right.ask({ type: "ping" }, "pong"),
    ]);
    expect(answers.map(({ message }) => message)).toEqual([
      "slow pong",
      "fast pong",
      "from the left",
    ]);
  });

  it("turns what a handler throws into a RequestFailure of the asker, and logs it", async () => {
    const { left, right, refused } = pair();
    right.onAsk("ping", () => {
      throw new Error("no such schedule");
    });
    await expect(left.ask({ type: "ping" }, "pong")).rejects.toThrow(
      new RequestFailure("no such schedule"),
    );
    expect(refused).toEqual(["right ping: no such schedule"]);
  });

  it("fails a question that nobody answers", async () => {
    const { left } = pair();
    await expect(left.ask({ type: "ping" }, "pong")).rejects.toThrow(RequestFailure);
  });

  it("fails all waiting questions when it is disposed", async () => {
    const { left, right } = pair();
    right.onAsk("ping", () => new Promise<Ping>(() => undefined));
    const waiting = left.ask({ type: "ping" }, "pong");
    left.dispose();
    await expect(waiting).rejects.toThrow("closed");
  });

  it("fails the questions asked of a page that was made anew, and takes new ones", async () => {
    const { left, right } = pair();
    const answers = [
      new Promise<Ping>(() => undefined),
      Promise.resolve({ type: "pong" } as const),
    ];
    right.onAsk("ping", () => answers.shift() ?? Promise.reject(new Error("asked too often")));
    const waiting = left.ask({ type: "ping" }, "pong");
    left.abandon();
    await expect(waiting).rejects.toThrow("closed");
    await expect(left.ask({ type: "ping" }, "pong")).resolves.toEqual({ type: "pong" });
  });

  it("refuses a second handler for a type", () => {
    const { left } = pair();
    left.on("ping", () => undefined);
    expect(() => {
      left.onAsk("ping", () => ({ type: "pong" }));
    }).toThrow('Two handlers for "ping"');
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a string", "ping"],
    ["a bare message", { type: "ping" }],
    ["an unknown type", { message: { type: "format-disk" } }],
    ["an answer to no question", { reply: 7, message: { type: "pong" } }],
    ["a question number that is none", { ask: "1", message: { type: "shout" } }],
  ])("refuses and reports %s", (_name, data) => {
    const refused = vi.fn();
    const post = vi.fn();
    const messenger = new Messenger<Ping, Ping>(post, readPing, refused);
    messenger.receive(data);
    expect(refused).toHaveBeenCalledTimes(1);
    expect(post).not.toHaveBeenCalled();
  });

  it("tells the asker why a question was refused", () => {
    const post = vi.fn();
    const messenger = new Messenger<Ping, Ping>(post, readPing, () => undefined);
    messenger.receive({ ask: 3, message: { type: "format-disk" } });
    expect(post).toHaveBeenCalledWith({
      reply: 3,
      message: { type: "failure", message: "type: not a ping" },
    });
  });
});
