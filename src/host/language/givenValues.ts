import { EventEmitter, type Memento, type Uri } from "vscode";
import type { MeasuredMetric } from "../../core/schedule/measuredMetric";
import type { GivenValue } from "../../core/text/givenValue";
import { Owner } from "../disposables";
import { ID } from "../names";
import { ownerOf } from "../notebooks/notebookScope";

const KEY = `${ID}.givenValues`;

/**
 * The values that the user gave, for the preview alone, for what only the running program knows:
 * by document and expression, kept in the workspace's state.
 */
export class GivenValues extends Owner {
  private readonly changed = this.own(new EventEmitter<Uri>());
  private readonly metrics = new Map<string, MeasuredMetric>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: Memento) {
    super();
  }

  of(uri: Uri): ReadonlyMap<string, GivenValue> {
    return new Map(Object.entries(this.recordOf(uri)));
  }

  async give(uri: Uri, symbol: string, value: GivenValue): Promise<void> {
    await this.store(uri, { ...this.recordOf(uri), [symbol]: value });
  }

  /** What a run measured drives the schedules of a document that react to it, until the window is reloaded. */
  measure(uri: Uri, metric: MeasuredMetric): void {
    this.metrics.set(keyOf(uri), metric);
    this.changed.fire(uri);
  }

  metricOf(uri: Uri): MeasuredMetric | undefined {
    return this.metrics.get(keyOf(uri));
  }

  async forget(uri: Uri): Promise<void> {
    this.metrics.delete(keyOf(uri));
    await this.store(uri, undefined);
  }

  private async store(uri: Uri, record: Record<string, GivenValue> | undefined): Promise<void> {
    await this.state.update(keyOf(uri), record);
    this.changed.fire(uri);
  }

  /** What is kept may be of another version of this extension: only values are taken. */
  private recordOf(uri: Uri): Record<string, GivenValue> {
    const kept = this.state.get<unknown>(keyOf(uri));
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(
        (entry): entry is [string, GivenValue] =>
          typeof entry[1] === "string" || Number.isFinite(entry[1]),
      ),
    );
  }
}

const keyOf = (uri: Uri): string => `${KEY}:${ownerOf(uri).toString()}`;
