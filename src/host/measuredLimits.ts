import { EventEmitter, type Uri } from "vscode";
import type { MeasuredLimit } from "../core/speedLimits/measuredLimit";
import { Owner } from "./disposables";
import { scheduleId } from "./panel/scheduleId";

/** A file of thousands of schedules must not be remembered whole. */
const MOST = 200;

/** The speed limits that probes have measured, the last of each schedule, until the window closes. */
export class MeasuredLimits extends Owner {
  private readonly changed = this.own(new EventEmitter<Uri>());
  private readonly byId = new Map<string, MeasuredLimit>();
  private readonly documents = new Set<string>();
  /** Those of this document are others now. */
  readonly onDidChange = this.changed.event;

  keep(document: Uri, measured: ReadonlyMap<string, MeasuredLimit>): void {
    for (const [id, limit] of measured) {
      this.byId.delete(id);
      this.byId.set(id, limit);
      const [oldest] = this.byId.keys();
      if (this.byId.size > MOST && oldest !== undefined) this.byId.delete(oldest);
    }
    this.documents.add(document.toString());
    this.changed.fire(document);
  }

  /** By name and number; undefined where none was measured in this document. */
  of(document: Uri): ((name: string, namesake: number) => MeasuredLimit | undefined) | undefined {
    if (!this.documents.has(document.toString())) return undefined;
    return (name, namesake) => this.byId.get(scheduleId(document, namesake, name));
  }
}
