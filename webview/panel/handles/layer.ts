import type { HandleView } from "../../../src/protocol/handles";
import type { TrackChart } from "../score/trackChart";
import { trackTitle } from "../../../src/core/text/titles";
import { handleWords } from "./words";
import { h, setAttributes, setHidden, syncChildren } from "../ui/dom";
import { Marker, type MarkerEvents } from "./marker";
import type { Point } from "./hitArea";
import type { Plane } from "./plane";

/** Handles nearer than this would hide one another; zooming in brings them apart. */
const APART = 11;
/** With more handles than this on a track only one is a stop of the Tab key. */
const MOST_STOPS = 8;

/** What a layer's handles do; told by the handle's name. */
export interface LayerEvents {
  readonly pointerdown: (id: string, event: PointerEvent) => void;
  readonly keydown: (id: string, event: KeyboardEvent) => void;
  readonly focus: (id: string) => void;
  readonly blur: (id: string) => void;
  readonly open: (id: string) => void;
  readonly hover: (id: string | undefined) => void;
}

/** The handles of one track over its chart. */
export class HandleLayer {
  readonly element: HTMLElement;
  private readonly markers = new Map<string, Marker>();
  private handles: readonly HandleView[] = [];
  private plane: Plane | undefined;
  private current: string | undefined;
  private focused: string | undefined;

  constructor(
    private readonly chart: TrackChart,
    private readonly events: LayerEvents,
  ) {
    this.element = h("div", { class: "handles", role: "group" });
    setAttributes(this.element, { "aria-label": handleWords.handlesOf(trackTitle(chart.name)) });
    chart.plot.append(this.element);
  }

  remove(): void {
    this.element.remove();
    this.chart.hold(false);
  }

  /** `through` are those that move the constant behind them. */
  draw(
    handles: readonly HandleView[],
    plane: Plane | undefined,
    through: ReadonlySet<string>,
    dragged: string | undefined,
  ): void {
    this.handles = handles;
    this.plane = plane;
    setHidden(this.element, handles.length === 0 || !plane);
    syncChildren(
      this.element,
      this.markers,
      handles,
      ({ id }) => id,
      ({ id }) => new Marker(this.chart.name, this.markerEvents(id)),
      (marker, handle) => {
        marker.describe(handle, through.has(handle.id));
        marker.element.classList.toggle("dragged", handle.id === dragged);
      },
    );
    this.arrange();
  }

  handle(id: string): HandleView | undefined {
    return this.handles.find((handle) => handle.id === id);
  }

  marker(id: string): HTMLElement | undefined {
    return this.markers.get(id)?.element;
  }

  /** The middle of a handle, in pixels of the plot; undefined outside of what is shown. */
  middle(id: string): { readonly x: number; readonly y: number } | undefined {
    const handle = this.handle(id);
    return handle && this.placeOf(handle);
  }

  /** Moves the focus to the next or the previous handle of the track. */
  go(id: string, by: 1 | -1): void {
    const shown = this.shownInOrder();
    const next = shown[shown.findIndex((handle) => handle.id === id) + by];
    if (next) this.marker(next.id)?.focus();
  }

  private markerEvents(id: string): MarkerEvents {
    const { events } = this;
    return {
      pointerdown: (event) => {
        events.pointerdown(id, event);
      },
      keydown: (event) => {
        events.keydown(id, event);
      },
      focus: () => {
        this.current = id;
        this.focused = id;
        this.setStops();
        events.focus(id);
      },
      blur: () => {
        this.focused = undefined;
        events.blur(id);
      },
      open: () => {
        events.open(id);
      },
      hover: (over) => {
        events.hover(over ? id : undefined);
      },
    };
  }

  private placeOf({ step, value }: HandleView) {
    const { plane } = this;
    if (!plane) return undefined;
    const { area } = plane;
    const x = plane.xOf(step);
    if (!(x >= area.left - 1) || !(x <= area.right + 1)) return undefined;
    return { x, y: Math.min(area.bottom, Math.max(area.top, plane.yOf(value))) };
  }

  /** Puts each at its place; of those that would lie upon one another only the first shows. */
  private arrange(): void {
    const taken: Point[] = [];
    const shown: { readonly marker: Marker; readonly place: Point }[] = [];
    for (const handle of byRank(this.handles)) {
      const marker = this.markers.get(handle.id);
      const place = this.placeOf(handle);
      const free =
        place &&
        (handle.id === this.focused ||
          !taken.some(({ x, y }) => Math.hypot(x - place.x, y - place.y) < APART));
      if (!marker) continue;
      setHidden(marker.element, !free);
      if (!free) continue;
      taken.push(place);
      marker.place(place.x, place.y);
      shown.push({ marker, place });
    }
    for (const { marker, place } of shown) marker.hit(place, taken);
    this.setStops();
  }

  private shownInOrder(): readonly HandleView[] {
    return [...this.handles]
      .filter(({ id }) => this.marker(id)?.hidden === false)
      .sort((a, b) => a.step - b.step || b.value - a.value);
  }

  private setStops(): void {
    const shown = this.shownInOrder();
    const current = shown.find(({ id }) => id === this.current) ?? shown[0];
    for (const { id } of shown) {
      const isStop = shown.length <= MOST_STOPS || id === current?.id;
      setAttributes(this.marker(id) ?? this.element, { tabindex: isStop ? 0 : -1 });
    }
  }
}

const LAST: ReadonlySet<HandleView["role"]> = new Set(["start", "level", "point", "milestone"]);

/** The ends of phases before what lies between them. */
const byRank = (handles: readonly HandleView[]): readonly HandleView[] => [
  ...handles.filter(({ role }) => !LAST.has(role)),
  ...handles.filter(({ role }) => LAST.has(role)),
];
