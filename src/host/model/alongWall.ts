import type { ViewRequest } from "../../protocol/panelMessages";
import type { FrozenSchedule } from "../frozen/frozenSchedules";

type Compared = Pick<FrozenSchedule, "id" | "schedule" | "recorded">;

/** Along the wall clock the first run that has one is the scale, and the other ones are laid by it. */
export async function alongWall<Each extends Compared>(
  shown: readonly Each[],
  { unit }: Pick<ViewRequest, "unit">,
): Promise<readonly Each[]> {
  const reference = shown.find(({ recorded }) => recorded?.wall);
  const wall = reference?.recorded?.wall;
  if (unit !== "wall" || !wall) return shown;
  const { retimed } = await import("../lazy/recordings");
  return shown.map((one) => {
    const own = one.recorded?.wall;
    const { schedule } = one.schedule;
    if (one === reference || !own || !schedule) return one;
    return { ...one, schedule: { ...one.schedule, schedule: retimed(schedule, own, wall) } };
  });
}
