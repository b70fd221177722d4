/** Validation loss of the ticket that was found with a schedule, trained again with the n-th one. */
const TICKET = "ticket: ";
export const ticketWith = (schedule: number): string => `${TICKET}${schedule + 1}`;

/** Index of the schedule that it was trained again with; undefined where the name is none of a ticket. */
export const retrainedWith = (name: string): number | undefined =>
  name.startsWith(TICKET) ? Number(name.slice(TICKET.length)) - 1 : undefined;

/** The controls, trained again with the schedule that found their mask. */
export const REINITIALISED = "reinitialised";
export const PERMUTED = "permuted";

/** Share of each matrix's weights that the mask keeps. */
export const KEPT = "kept";
