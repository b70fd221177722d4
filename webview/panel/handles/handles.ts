import type { HandleView } from "../../../src/protocol/handles";
import type { ShownSchedule } from "../../../src/protocol/scheduleView";
import type { PanelContext } from "../panelContext";
import type { Score } from "../score/score";
import type { TrackChart } from "../score/trackChart";
import { handleWords } from "./words";
import { h, setStyle, setText } from "../ui/dom";
import { followPointer } from "./followPointer";
import { handleKey, type HandleKey } from "./keys";
import { HandleLayer, type LayerEvents } from "./layer";
import { isRefused } from "./marker";
import { PanelDrag } from "./panelDrag";
import { PhaseMenus } from "./phaseMenus";
import { put } from "./put";
import { pixelsAt, planeOf, type Plane } from "./plane";
import { HandlePopover } from "./popover";
import { Tip } from "./tip";

/** A pointer that moves less has clicked. */
const LEAST_DRAG = 3;
/** Keys that follow one another within this time are one drag, and so one step to undo. */
const KEYS_APART_MS = 1200;
const FAR = 1_000_000;
const NO_LIMIT = 1e15;

/** What is dragged now, by pointer or by keys. */
interface Active {
  readonly id: string;
  readonly track: string;
  readonly drag: PanelDrag;
  readonly plane: Plane;
  readonly start: { readonly x: number; readonly y: number };
}

/** The handles over all charts, and what the user does with them. */
export class Handles {
  private readonly layers = new Map<string, { chart: TrackChart; layer: HandleLayer }>();
  private readonly through = new Set<string>();
  private readonly tip = new Tip();
  private readonly status = h("p", { class: "spoken", role: "status" });
  private active: Active | undefined;
  private popover: HandlePopover | undefined;
  private counts = { time: 0, level: 0 };
  private keyTimer: ReturnType<typeof setTimeout> | undefined;
  private told: string | undefined;
  /** Ends following the pointer that holds a handle. */
  private letGo: (() => void) | undefined;

  private readonly menus: PhaseMenus;

  constructor(
    private readonly panel: PanelContext,
    private readonly score: Score,
  ) {
    this.menus = new PhaseMenus({
      panel,
      chartOf: (track) => this.layers.get(track)?.chart,
      planeOf: (chart) => this.planeOf(chart),
      opening: () => {
        this.finish();
        this.popover?.close(false);
        this.tip.hide();
      },
      tell: (chart, problem) => {
        setText(this.status, problem);
        this.tip.tell(chart.plot, problem);
      },
    });
    score.element.append(this.status);
    panel.host.messenger.on("drag.ended", ({ drag, reason }) => {
      this.ended(drag, reason);
    });
  }

  /** After the charts were drawn. */
  draw(): void {
    const [schedule] = this.panel.shown;
    const charts = schedule ? this.score.charts : [];
    for (const [name, { chart, layer }] of this.layers) {
      if (charts.includes(chart)) continue;
      layer.remove();
      this.layers.delete(name);
    }
    for (const chart of charts) this.drawChart(schedule, chart);
    this.showTip();
  }

  private drawChart(schedule: ShownSchedule | undefined, chart: TrackChart): void {
    const there = this.layers.get(chart.name);
    const layer = there?.layer ?? new HandleLayer(chart, this.events(chart));
    if (!there) {
      this.layers.set(chart.name, { chart, layer });
      this.menus.listen(chart);
      chart.resized = () => {
        this.drawChart(this.panel.shown[0], chart);
      };
    }
    const handles = schedule?.tracks.find(({ name }) => name === chart.name)?.handles ?? [];
    const { colors, shown } = this.panel;
    const color = shown.length > 1 ? colors.schedule(0) : colors.track(chart.name);
    setStyle(chart.plot, "--handle", color);
    layer.draw(handles, this.planeOf(chart), this.through, this.active?.id);
  }

  private planeOf({ chart }: TrackChart): Plane | undefined {
    return planeOf(chart, this.panel.shown[0]?.length ?? null, this.panel.axis.unit.domain);
  }

  private events(chart: TrackChart): LayerEvents {
    const { name } = chart;
    return {
      pointerdown: (id, event) => {
        this.pointerDown(chart, id, event);
      },
      keydown: (id, event) => {
        this.keyDown(name, id, event);
      },
      focus: (id) => {
        this.told = id;
        this.showTip();
      },
      blur: (id) => {
        this.told = undefined;
        if (this.active?.id === id && this.keyTimer !== undefined) this.finish();
        this.showTip();
      },
      open: (id) => {
        const handle = this.layer(name)?.handle(id);
        if (handle) this.open(name, handle);
      },
      hover: (id) => {
        if (this.active) return;
        this.told = id;
        this.showTip();
      },
    };
  }

  private layer(track: string): HandleLayer | undefined {
    return this.layers.get(track)?.layer;
  }

  // The pointer

  private pointerDown(chart: TrackChart, id: string, event: PointerEvent): void {
    if (event.button !== 0) return;
    // The chart's own listener would draw a range to zoom into.
    event.stopPropagation();
    event.preventDefault();
    this.finish();
    const layer = this.layer(chart.name);
    const [handle, marker, middle] = [layer?.handle(id), layer?.marker(id), layer?.middle(id)];
    const plane = this.planeOf(chart);
    if (!handle || !marker || !middle || !plane) return;
    marker.focus({ preventScroll: true });
    const from = { x: event.clientX, y: event.clientY };
    const moved = (next: PointerEvent): void => {
      const [dx, dy] = [next.clientX - from.x, next.clientY - from.y];
      if (!this.active && Math.hypot(dx, dy) < LEAST_DRAG) return;
      if (!this.active && !this.begin(chart.name, handle, plane, middle)) {
        this.letGo?.();
        this.open(chart.name, handle);
        return;
      }
      this.follow(handle, plane, { x: middle.x + dx, y: middle.y + dy }, { dx, dy }, next);
    };
    this.letGo = followPointer(marker, event, {
      moved,
      up: () => {
        if (this.active) this.finish();
        else if (this.isShut(handle)) this.open(chart.name, handle);
      },
      lost: () => {
        this.finish();
      },
    });
  }

  /** Shift keeps to the direction in which the pointer has gone further. */
  private follow(
    handle: HandleView,
    plane: Plane,
    { x, y }: { readonly x: number; readonly y: number },
    { dx, dy }: { readonly dx: number; readonly dy: number },
    { altKey, shiftKey }: PointerEvent,
  ): void {
    const sideways = !shiftKey || Math.abs(dx) >= Math.abs(dy);
    const upright = !shiftKey || Math.abs(dy) > Math.abs(dx);
    const { step, value } = handle;
    this.active?.drag.move({
      move: {
        type: "to",
        step: sideways ? plane.stepAt(x) : step,
        value: upright ? plane.valueAt(y) : value,
        free: altKey,
      },
      ...pixelsAt(plane, x, y),
    });
  }

  // Keys

  private keyDown(track: string, id: string, event: KeyboardEvent): void {
    const layer = this.layer(track);
    const handle = layer?.handle(id);
    const key = handle && handleKey(event, handle);
    if (!layer || !handle || !key) return;
    event.preventDefault();
    event.stopPropagation();
    if (key.type === "go") layer.go(id, key.by);
    else if (key.type === "enter") this.open(track, handle);
    else if (key.type === "cancel") this.cancel();
    else if (key.type === "menu") this.menus.openAtHandle(track, handle, layer.marker(id));
    else this.press(track, handle, key);
  }

  private press(
    track: string,
    handle: HandleView,
    key: Extract<HandleKey, { readonly type: "nudge" | "limit" }>,
  ): void {
    const chart = this.layers.get(track)?.chart;
    const middle = this.layer(track)?.middle(handle.id);
    if (this.active && this.active.id !== handle.id) this.finish();
    const plane = this.active?.plane ?? (chart && this.planeOf(chart));
    if (!plane || !middle) return;
    const { axis } = key;
    const shut = handle[axis]?.refusal !== undefined && !this.through.has(handle.id);
    if (shut || (!this.active && !this.begin(track, handle, plane, middle))) {
      this.open(track, handle);
      return;
    }
    if (key.type === "limit" && Math.abs(handle[axis]?.[key.end] ?? 0) >= NO_LIMIT) {
      // a value without a limit goes to that of the chart
      const value = plane.valueAt(key.end === "max" ? plane.area.top : plane.area.bottom);
      const move = { type: "to", value, free: false } as const;
      this.active?.drag.move({ move, ...pixelsAt(plane, middle.x, middle.y) });
      this.finish();
      return;
    }
    // after the end of the axis the way back is counted from there
    const count = key.type === "nudge" ? key.count : key.end === "min" ? -FAR : FAR;
    this.counts = { ...this.counts, [axis]: this.counts[axis] + count };
    const free = key.type === "nudge" && key.free;
    const { start } = this.active ?? { start: middle };
    const move = { type: "by", ...this.counts, free } as const;
    this.active?.drag.move({ move, ...pixelsAt(plane, start.x, start.y) });
    clearTimeout(this.keyTimer);
    this.keyTimer = setTimeout(() => {
      this.finish();
    }, KEYS_APART_MS);
    if (key.type === "limit") this.finish();
  }

  // Both

  private isShut(handle: HandleView): boolean {
    return isRefused(handle) && !this.through.has(handle.id);
  }

  /** False where the handle cannot be moved. */
  private begin(
    track: string,
    handle: HandleView,
    plane: Plane,
    start: { readonly x: number; readonly y: number },
  ): boolean {
    const schedule = this.panel.shown[0]?.id;
    if (schedule === undefined || this.isShut(handle)) return false;
    const { id } = handle;
    this.popover?.close(false);
    const drag = new PanelDrag(this.panel, schedule, id, this.through.has(id));
    this.active = { id, track, drag, plane, start };
    this.counts = { time: 0, level: 0 };
    this.layers.get(track)?.chart.hold(true);
    this.told = id;
    return true;
  }

  private finish(): void {
    this.active?.drag.end();
    this.release();
  }

  private cancel(): void {
    if (!this.active) return;
    this.active.drag.cancel();
    setText(this.status, handleWords.dragCancelled());
    this.release();
  }

  private ended(drag: number, reason: string): void {
    setText(this.status, handleWords.dragEnded(reason));
    this.tip.warn(handleWords.dragEnded(reason));
    if (!this.active?.drag.is(drag)) return;
    this.active.drag.stop();
    this.release();
  }

  private release(): void {
    const { active } = this;
    clearTimeout(this.keyTimer);
    this.keyTimer = undefined;
    this.active = undefined;
    // what the host or a key has ended goes on no more, though the button is still down
    this.letGo?.();
    this.letGo = undefined;
    if (!active) return;
    this.layers.get(active.track)?.chart.hold(false);
    this.panel.redraw();
  }

  private showTip(): void {
    const id = this.active?.id ?? this.told;
    for (const { chart, layer } of this.layers.values()) {
      const handle = id === undefined ? undefined : layer.handle(id);
      const middle = handle && layer.middle(handle.id);
      if (!handle || !middle || this.popover?.element.isConnected) continue;
      this.tip.show(chart.plot, handle, middle.x, this.isShut(handle));
      return;
    }
    this.tip.hide();
  }

  // Exact values

  private open(track: string, handle: HandleView): void {
    const chart = this.layers.get(track)?.chart;
    const middle = this.layer(track)?.middle(handle.id);
    const schedule = this.panel.shown[0]?.id;
    if (!chart || !middle || schedule === undefined) return;
    this.finish();
    this.popover?.close(false);
    const { messenger } = this.panel.host;
    const { id } = handle;
    const about = () => ({ revision: this.panel.revision, schedule, handle: id });
    const popover = new HandlePopover(track, handle, {
      set: async (axis, amount) => {
        try {
          await messenger.ask({ type: "handle.set", ...about(), axis, amount }, "done");
          return undefined;
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      },
      through: () => {
        this.through.add(id);
        this.draw();
      },
      reveal: (axis) => {
        messenger.send({ type: "handle.reveal", ...about(), axis });
      },
      closed: () => {
        this.layer(track)?.marker(id)?.focus({ preventScroll: true });
      },
    });
    this.popover = popover;
    this.tip.hide();
    put(chart.plot, popover.element, middle.x, middle.y + 14);
    popover.focus();
  }
}
