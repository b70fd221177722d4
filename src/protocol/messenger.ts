import type { Read } from "./shapes";

export interface Message {
  readonly type: string;
}

/** A way to post data to the other side; the data must survive JSON. */
export type Post = (envelope: unknown) => void;

/** What travels: a message, with a number where an answer is awaited or given. */
interface Envelope {
  readonly ask?: number;
  readonly reply?: number;
  readonly message: unknown;
}

type OfType<Union extends Message, Type extends Union["type"]> = Extract<Union, { type: Type }>;
type Handler<Received> = (message: Received) => unknown;

/** The other side could not answer, in its own words. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
}

const failureText = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Reads what came over the wire without trusting any part of it. */
function readEnvelope(data: unknown): Envelope | undefined {
  if (typeof data !== "object" || data === null || !("message" in data)) return undefined;
  const { message } = data;
  const number = (key: "ask" | "reply"): number | undefined => {
    const value: unknown = (data as Record<string, unknown>)[key];
    return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
  };
  const [ask, reply] = [number("ask"), number("reply")];
  return { message, ...(ask !== undefined && { ask }), ...(reply !== undefined && { reply }) };
}

/**
 * Takes the messages of a side that is ours, typed where they were made: none of what they carry is
 * read again. A drag's snapshot holds every curve, at every move.
 */
export const trusted = <Received extends Message>(data: unknown): Read<Received> =>
  typeof data === "object" && data !== null && "type" in data && typeof data.type === "string"
    ? { ok: true, value: data as Received }
    : { ok: false, reason: "no message" };

/**
 * Both ends of the conversation between host and panel: messages that are sent, and questions that
 * get one answer. Whatever comes in goes through `read`, which checks as much as the other side must
 * be checked; what does not pass is refused and told to `refused`.
 */
export class Messenger<Sent extends Message, Received extends Message> {
  private readonly handlers = new Map<string, Handler<Received>>();
  private readonly answers = new Map<string, (message: Received) => Sent | Promise<Sent>>();
  private readonly waiting = new Map<number, (outcome: Received | Error) => void>();
  private lastNumber = 0;

  constructor(
    private readonly post: Post,
    private readonly read: (data: unknown) => Read<Received>,
    private readonly refused: (reason: string) => void,
  ) {}

  /** Takes messages that need no answer; what the handler returns is awaited and dropped. */
  on<Type extends Received["type"]>(
    type: Type,
    handler: (message: OfType<Received, Type>) => unknown,
  ): void {
    this.register(this.handlers, type, handler as Handler<Received>);
  }

  /** Takes questions; what the handler throws becomes the other side's `RequestFailure`. */
  onAsk<Type extends Received["type"]>(
    type: Type,
    handler: (message: OfType<Received, Type>) => Sent | Promise<Sent>,
  ): void {
    this.register(this.answers, type, handler as (message: Received) => Sent | Promise<Sent>);
  }

  send(message: Sent): void {
    this.post({ message });
  }

  /** Resolves with the answer; rejects with `RequestFailure` where there is none. */
  ask<Type extends Received["type"]>(message: Sent, answer: Type): Promise<OfType<Received, Type>> {
    const ask = ++this.lastNumber;
    return new Promise((resolve, reject) => {
      this.waiting.set(ask, (outcome) => {
        if (outcome instanceof Error) reject(outcome);
        else if (outcome.type === answer) resolve(outcome as OfType<Received, Type>);
        else reject(new RequestFailure(messageText(outcome)));
      });
      this.post({ ask, message });
    });
  }

  /** Takes what the other side posted. Never throws. */
  receive(data: unknown): void {
    const envelope = readEnvelope(data);
    const message = this.read(envelope?.message);
    if (!envelope || !message.ok) {
      this.refuse(envelope, message.ok ? "no message" : message.reason);
    } else if (envelope.reply !== undefined) this.settle(envelope.reply, message.value);
    else void this.handle(message.value, envelope.ask);
  }

  /** Ends all waiting questions, because whom they were asked is gone, or was made anew. */
  abandon(): void {
    for (const settle of this.waiting.values()) settle(new RequestFailure("closed"));
    this.waiting.clear();
  }

  dispose(): void {
    this.abandon();
    this.handlers.clear();
    this.answers.clear();
  }

  private register<H>(table: Map<string, H>, type: string, handler: H): void {
    if (this.handlers.has(type) || this.answers.has(type)) {
      throw new Error(`Two handlers for "${type}"`);
    }
    table.set(type, handler);
  }

  private async handle(message: Received, ask: number | undefined): Promise<void> {
    try {
      if (ask === undefined) await this.tell(message);
      else this.post({ reply: ask, message: await this.answer(message) });
    } catch (error) {
      this.refused(`${message.type}: ${failureText(error)}`);
      if (ask !== undefined) this.fail(ask, failureText(error));
    }
  }

  private async tell(message: Received): Promise<void> {
    const handler = this.handlers.get(message.type);
    if (!handler) throw new Error("nobody takes this message");
    await handler(message);
  }

  private async answer(message: Received): Promise<Sent> {
    const handler = this.answers.get(message.type);
    if (!handler) throw new Error("nobody answers this question");
    return handler(message);
  }

  private refuse(envelope: Envelope | undefined, reason: string): void {
    this.refused(reason);
    if (envelope?.ask !== undefined) this.fail(envelope.ask, reason);
    if (envelope?.reply !== undefined) {
      this.waiting.get(envelope.reply)?.(new RequestFailure(reason));
      this.waiting.delete(envelope.reply);
    }
  }

  private settle(reply: number, message: Received): void {
    const settle = this.waiting.get(reply);
    if (!settle) this.refused(`${message.type}: an answer to no question`);
    this.waiting.delete(reply);
    settle?.(message);
  }

  private fail(reply: number, message: string): void {
    this.post({ reply, message: { type: "failure", message } });
  }
}

const messageText = (message: Message): string =>
  "message" in message && typeof message.message === "string" ? message.message : message.type;
