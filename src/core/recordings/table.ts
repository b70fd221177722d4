import type { LogHead, LogReader } from "./reader";
import { csvReader, kerasReader, lightningReader, ultralyticsReader } from "./readers/csv";
import {
  detectron2Reader,
  jsonLinesReader,
  llamaFactoryReader,
  mmengineReader,
} from "./readers/jsonLines";
import { mlflowReader } from "./readers/mlflow";
import { tensorboardReader } from "./readers/tensorboard/events";
import { terminalReaders } from "./readers/terminal/terminal";
import { jsonListReader, trainerStateReader } from "./readers/trainerState";
import { wandbReader } from "./readers/wandb/wandb";

/** Every reader; the first that recognises a file reads it. */
export const logReaders: readonly LogReader[] = [
  wandbReader,
  tensorboardReader,
  mlflowReader,
  trainerStateReader,
  jsonListReader,
  llamaFactoryReader,
  detectron2Reader,
  mmengineReader,
  jsonLinesReader,
  ultralyticsReader,
  lightningReader,
  kerasReader,
  csvReader,
  ...terminalReaders,
];

export const readerOf = (head: LogHead): LogReader | undefined =>
  logReaders.find((reader) => reader.recognises(head));
