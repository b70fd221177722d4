import { l10n, Uri, workspace, type Memento, type QuickPickItem } from "vscode";
import { ID } from "../names";
import { pick } from "../sinks";

const KEY = `${ID}.recentRuns`;
const MOST = 12;

/** A probe run that was saved from this workspace. */
interface RecentRun {
  readonly uri: string;
  /** The schedules that it trained. */
  readonly name: string;
  /** When it was saved, as ISO 8601 says it. */
  readonly saved: string;
}

interface RunItem extends QuickPickItem {
  /** Undefined: another file. */
  readonly uri: Uri | undefined;
}

/** The runs that were saved last, to be called back by the names of their schedules. */
export class RecentRuns {
  constructor(private readonly state: Memento) {}

  /** Remembers a run by the text of its file; a text of something else is none. */
  add(uri: Uri, content: string): void {
    const name = schedulesIn(content);
    if (name === undefined) return;
    const run = { uri: uri.toString(), name, saved: new Date().toISOString() };
    const others = this.read().filter((other) => other.uri !== run.uri);
    void this.state.update(KEY, [run, ...others].slice(0, MOST));
  }

  /** Asks for one of those that there still are; "other" for a file that is none of them. */
  async ask(title: string): Promise<Uri | "other" | undefined> {
    const there = await Promise.all(this.read().map(itemOf));
    const items = there.filter((item) => item !== undefined);
    if (items.length === 0) return "other";
    const another: RunItem = { label: l10n.t("Another file…"), uri: undefined };
    const chosen = await pick([...items, another], {
      title,
      placeHolder: l10n.t("Pick a run that was saved"),
      matchOnDescription: true,
    });
    return chosen && (chosen.uri ?? "other");
  }

  /** What is kept may be of another version of this extension. */
  private read(): RecentRun[] {
    const kept = this.state.get<unknown>(KEY);
    return Array.isArray(kept) ? kept.filter(isRun) : [];
  }
}

async function itemOf({ uri: address, name, saved }: RecentRun): Promise<RunItem | undefined> {
  const uri = Uri.parse(address, true);
  try {
    await workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
  const file = workspace.asRelativePath(uri, false);
  const time = new Date(saved).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  return { label: name, description: l10n.t("{0}, saved {1}", file, time), uri };
}

const isRun = (kept: unknown): kept is RecentRun =>
  typeof kept === "object" &&
  kept !== null &&
  ["uri", "name", "saved"].every(
    (key) => typeof (kept as Record<string, unknown>)[key] === "string",
  ) &&
  !Number.isNaN(Date.parse((kept as RecentRun).saved));

/** The names of the schedules of a saved run. */
function schedulesIn(content: string): string | undefined {
  try {
    const { schedules } = JSON.parse(content) as { readonly schedules?: unknown };
    if (!Array.isArray(schedules)) return undefined;
    const names = schedules.flatMap((each: unknown) =>
      typeof each === "object" && each !== null && "name" in each && typeof each.name === "string"
        ? [each.name]
        : [],
    );
    return names.length > 0 ? names.join(", ").slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}
