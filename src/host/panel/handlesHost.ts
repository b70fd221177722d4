import type { Handle } from "../../core/handles/handle";
import type { Definition } from "../../core/handles/scope";
import type { IdentifiedSchedule } from "./scheduleId";

/** A handle of an open schedule, with the definition that it was listed from. */
export interface FoundHandle {
  readonly definition: Definition;
  readonly handle: Handle;
  readonly handles: readonly Handle[];
}

/** Finds a handle by the name that a message gives it. Throws where there is none. */
export async function handleOf(
  { schedule: analyzed, from }: IdentifiedSchedule,
  id: string,
): Promise<FoundHandle> {
  const core = await import("../lazy/core");
  const { document } = from.analysis;
  const { schedule, source } = analyzed;
  const handles = core.listHandles(document, analyzed);
  const handle = handles.find((candidate) => candidate.id === id);
  if (!schedule || !handle) throw new Error(`There is no handle "${id}".`);
  return { definition: { document, source, schedule }, handle, handles };
}
