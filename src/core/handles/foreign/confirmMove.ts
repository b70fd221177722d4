import type { AnalyzedSchedule } from "../../analysis";
import type { Origin } from "../../parse/sourceValue";
import type { Setting } from "../../formats/setting";
import type { AxisName, Handle } from "../handle";
import type { Moved } from "../moveHandle";
import { t } from "../../text/words";

const NOT_FOLLOWED = t("the schedule would not follow this number");

/**
 * Whether a schedule of another program, read anew with the edits of a move, says the amounts that
 * were aimed at and everything else as before, its handle where it was to go. The program's rules may
 * round, cut off or refuse what was written. Undefined where all is as planned,
 * else the reason.
 */
export function confirmMove(
  before: AnalyzedSchedule,
  handle: Handle,
  moved: Moved,
  after: { readonly schedule: AnalyzedSchedule; readonly handles: readonly Handle[] } | undefined,
): string | undefined {
  if (!after?.schedule.schedule) return NOT_FOLLOWED;
  const [old, now] = [before.foreign?.settings ?? [], after.schedule.foreign?.settings ?? []];
  const aims = aimsOf(handle, moved);
  const isSaid =
    old.length === now.length &&
    old.every((setting, index) => saysAsPlanned(setting, now[index], aims));
  return isSaid && isThere(moved, after.handles) ? undefined : NOT_FOLLOWED;
}

/** A share of the value. */
const NEAR = 1e-3;

/**
 * Whether the curve shows something near where the handle went; it may have joined another one. A rise
 * into a decay that has begun, as timm's, may be highest at the update before its end, and its peak
 * follows the rate nearly in proportion.
 */
const isThere = ({ amounts, step, value }: Moved, handles: readonly Handle[]): boolean =>
  handles.some(
    (other) =>
      Math.abs(other.step - step) <= 1 &&
      (amounts.level === undefined ||
        amounts.time !== undefined ||
        Math.abs(other.value - value) <= NEAR * Math.abs(value)),
  );

/** The amounts aimed at, by the places of their literals. */
function aimsOf(handle: Handle, { amounts }: Moved): ReadonlyMap<string, number> {
  const aims = new Map<string, number>();
  for (const axis of ["time", "level"] satisfies AxisName[]) {
    const amount = amounts[axis];
    const edits = amount === undefined ? [] : (handle[axis]?.edits?.(amount) ?? []);
    for (const edit of edits) aims.set(placeOf(edit), edit.amount);
  }
  return aims;
}

const placeOf = ({ uri = "", range }: Origin): string => `${range.start} ${uri}`;

/** What is computed may follow from what was moved. */
function saysAsPlanned(
  { name, value, literal }: Setting,
  now: Setting | undefined,
  aims: ReadonlyMap<string, number>,
): boolean {
  if (now?.name !== name) return false;
  const aim = literal && aims.get(placeOf(literal));
  return literal === undefined || now.value === (aim ?? value);
}
