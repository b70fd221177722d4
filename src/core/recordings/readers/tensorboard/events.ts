import { t } from "../../../text/words";
import { maskedCrc32c } from "../../bytes/crc";
import { ByteBuffer } from "../../bytes/buffer";
import { bytesOf, fieldsOf, integerOf, realOf, viewOf } from "../../bytes/protobuf";
import type { LogParser, LogReader } from "../../reader";
import type { Recorder } from "../../recorder";
import { decode } from "../../text/decode";
import { isRecord, parseLoose } from "../../text/looseJson";
import { settings } from "../../text/settings";
import { hyperParametersOf } from "./hyperParameters";
import { PlainEvents } from "./plain";
import { scalarOf, textOf, type Scalar } from "./scalar";

/** A longer record is a picture, a graph or a forged length: it is passed over without being held. */
const LONGEST = 1 << 22;
/** The tag under which transformers' Trainer writes its arguments, as JSON. */
const ARGUMENTS = "args/text_summary";
/** The tag under which the plugin for hyper-parameters keeps them: `add_hparams`, Keras' callback. */
const SESSION = "_hparams_/session_start_info";
/** What Keras' callback counts epochs under. */
const EPOCH = /^epoch_./;
const HEADER = 12;
const FOOTER = 4;

/** TensorFlow's records: u64 length, its masked CRC-32C, the data, its masked CRC-32C. */
class EventsParser implements LogParser {
  private readonly buffer = new ByteBuffer();
  private passing = 0;
  private broken = false;

  private readonly plain: PlainEvents;

  constructor(private readonly recorder: Recorder) {
    this.plain = new PlainEvents(recorder);
  }

  push(chunk: Uint8Array): void {
    if (this.broken) return;
    this.buffer.push(chunk);
    while (this.record());
    // what is left may lie in memory that the caller uses again
    this.buffer.own();
  }

  get isAtEdge(): boolean {
    return this.buffer.available === 0 && this.passing === 0;
  }

  end(): void {
    if (this.isAtEdge) return;
    if (!this.broken) this.cutOff();
  }

  private cutOff(): void {
    this.recorder.skip();
    this.recorder.note(
      t("The file ends within a record, as one that is still being written does."),
    );
  }

  /** Takes one record; false where more bytes are needed. */
  private record(): boolean {
    if (this.passing > 0) return this.pass();
    const { buffer } = this;
    if (buffer.available < HEADER) return false;
    const { bytes, view, from } = buffer;
    if (view.getUint32(from + 8, true) !== maskedCrc32c(bytes, from, from + 8)) {
      this.lost();
      return false;
    }
    const length = view.getUint32(from, true) + view.getUint32(from + 4, true) * 2 ** 32;
    return length > LONGEST ? this.beginPassing(length) : this.whole(length);
  }

  private whole(length: number): boolean {
    const { buffer } = this;
    if (buffer.available < HEADER + length + FOOTER) return false;
    const { bytes, view } = buffer;
    const from = buffer.from + HEADER;
    const to = from + length;
    if (view.getUint32(to, true) !== maskedCrc32c(bytes, from, to)) this.recorder.skip();
    else if (!this.plain.take(bytes, view, from, to)) this.event(bytes.subarray(from, to));
    buffer.drop(HEADER + length + FOOTER);
    return true;
  }

  private beginPassing(length: number): boolean {
    this.recorder.skip();
    this.buffer.drop(HEADER);
    this.passing = length + FOOTER;
    return true;
  }

  private pass(): boolean {
    const count = Math.min(this.passing, this.buffer.available);
    this.buffer.drop(count);
    this.passing -= count;
    return count > 0;
  }

  /** Without a trustworthy length nobody knows where the next record begins. */
  private lost(): void {
    this.broken = true;
    this.recorder.skip();
    this.recorder.note(
      t`The record at byte ${this.buffer.position} has a wrong checksum of its length; what follows can't be read.`,
    );
  }

  /** Event: wall_time = 1 (double), step = 2, summary = 5 with values {tag = 1 …}. */
  private event(data: Uint8Array): void {
    const fields = fieldsOf(data);
    const summaries = fields && bytesOf(fields, 5).map(fieldsOf);
    if (fields === undefined || summaries?.includes(undefined)) {
      this.recorder.skip();
      return;
    }
    const step = integerOf(fields, 2) ?? 0;
    const time = realOf(fields, 1);
    const values = (summaries ?? []).flatMap((summary) => bytesOf(summary ?? [], 1));
    for (const bytes of values) this.value(bytes, { step, axis: "steps", time });
  }

  private value(bytes: Uint8Array, place: Parameters<Recorder["add"]>[0]): void {
    const fields = fieldsOf(bytes);
    const [tag] = fields ? bytesOf(fields, 1) : [];
    if (fields === undefined || tag === undefined) {
      this.recorder.skip();
      return;
    }
    const name = decode(tag);
    const scalar = scalarOf(fields);
    if (scalar) this.scalar(tag, name, scalar, place);
    else if (name === ARGUMENTS) this.settings(textOf(fields));
    else if (name === SESSION)
      for (const [key, one] of hyperParametersOf(fields)) this.recorder.set(key, one);
  }

  private scalar(
    tag: Uint8Array,
    name: string,
    { value, float32 }: Scalar,
    place: Parameters<Recorder["add"]>[0],
  ): void {
    const byEpoch = EPOCH.test(name);
    if (!byEpoch) this.plain.learn(tag);
    const along = byEpoch ? ({ ...place, axis: "epochs" } as const) : place;
    this.recorder.add(along, [{ tag: name, value }], float32);
  }

  private settings(json: Uint8Array | undefined): void {
    const value = json && parseLoose(decode(json));
    if (!isRecord(value)) return;
    for (const [key, one] of settings(value)) this.recorder.set(key, one);
  }
}

/** TensorBoard's event files, of TensorFlow, PyTorch's SummaryWriter and tensorboardX. */
export const tensorboardReader: LogReader = {
  id: "tensorboard",
  label: "TensorBoard events",
  recognises: ({ path, bytes }) =>
    /(?:^|\/)[^/]*tfevents[^/]*$/.test(path) || isRecordHeader(bytes.subarray(0, HEADER)),
  open: (recorder) => new EventsParser(recorder),
};

const isRecordHeader = (header: Uint8Array): boolean =>
  header.length === HEADER &&
  viewOf(header).getUint32(8, true) === maskedCrc32c(header.subarray(0, 8));
