import { probeTaskInfo } from "../../../../src/core/probeTasks";
import { words } from "../../strings";
import { h, setHidden, setText } from "../../ui/dom";
import type { Colors } from "../../ui/theme";
import { unbroken } from "../../ui/unbroken";
import type { ProbeRun } from "../../../../src/probe/results/run";
import { TASK_VIEWS } from "./table";
import type { TaskView } from "./view";

/** The place of the tasks' own views: that of the run's task is shown, and what the task is. */
export class TaskViews {
  private readonly place = h("div", { class: "task-view" });
  private readonly about = h("p", { class: "faint" });
  private readonly details = h(
    "details",
    { class: "task-about" },
    h("summary", {}, words.aboutTask()),
    this.about,
  );
  readonly element = h("div", {}, this.place, this.details);
  private readonly made = new Map<string, Promise<TaskView | undefined>>();
  private shown: TaskView | undefined;
  private wanted: readonly [run: ProbeRun, colors: Colors] | undefined;

  draw(run: ProbeRun, colors: Colors): void {
    setText(this.about, unbroken(run.about ?? ""));
    setHidden(this.details, run.about === undefined);
    // What was read of a table, and what was not, is news to its owner.
    if (probeTaskInfo(run.task)?.data && run !== this.wanted?.[0]) this.details.open = true;
    // The pictures of another task's run are none of this one, however long its own take to load.
    if (run.task !== this.wanted?.[0].task) this.show(undefined);
    this.wanted = [run, colors];
    void this.view(run.task).then((view) => {
      // Meanwhile another run may have begun; that call draws it.
      if (this.wanted?.[0] !== run) return;
      this.show(view);
      view?.draw(...this.wanted);
    });
  }

  private show(view: TaskView | undefined): void {
    if (view === this.shown) return;
    this.shown = view;
    this.place.replaceChildren(...(view ? [view.element] : []));
  }

  private view(task: string): Promise<TaskView | undefined> {
    const known = this.made.get(task);
    if (known) return known;
    const load = TASK_VIEWS.get(task);
    const made = load ? load().then((make) => make()) : Promise.resolve(undefined);
    this.made.set(task, made);
    return made;
  }
}
