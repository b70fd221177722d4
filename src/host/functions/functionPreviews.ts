import { EventEmitter, type Memento, type Uri } from "vscode";
import type { FunctionPreview } from "../../core/formats/format";
import { Owner } from "../disposables";
import { ID } from "../names";
import { ownerOf } from "../notebooks/notebookScope";

const KEY = `${ID}.functionPreviews`;

/** The functions that the user asked to see as schedules, by document, kept in the workspace's state. */
export class FunctionPreviews extends Owner {
  private readonly changed = this.own(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: Memento) {
    super();
  }

  /** What is kept may be of another version of this extension. */
  of(uri: Uri): readonly FunctionPreview[] {
    const kept = this.state.get<unknown>(keyOf(uri));
    return Array.isArray(kept) ? kept.filter(isPreview) : [];
  }

  async show(uri: Uri, preview: FunctionPreview): Promise<void> {
    await this.store(uri, [...this.without(uri, preview.name), preview]);
  }

  async hide(uri: Uri, name: string): Promise<void> {
    await this.store(uri, this.without(uri, name));
  }

  private without(uri: Uri, name: string): FunctionPreview[] {
    return this.of(uri).filter((one) => one.name !== name);
  }

  private async store(uri: Uri, previews: readonly FunctionPreview[]): Promise<void> {
    await this.state.update(keyOf(uri), previews.length > 0 ? previews : undefined);
    this.changed.fire(uri);
  }
}

const keyOf = (uri: Uri): string => `${KEY}:${ownerOf(uri).toString()}`;

function isPreview(value: unknown): value is FunctionPreview {
  if (typeof value !== "object" || value === null) return false;
  const { name, parameter, length } = value as Partial<Record<keyof FunctionPreview, unknown>>;
  const isLength = Number.isSafeInteger(length) && Number(length) >= 1;
  return typeof name === "string" && typeof parameter === "string" && isLength;
}
