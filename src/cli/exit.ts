/**
 * What the process's exit code says: 0 fine, 1 the files have errors or a probe diverged, 2 misuse,
 * 3 a probe broke down, 130 interrupted (as shells say it).
 */
export const EXIT = { ok: 0, failed: 1, usage: 2, broken: 3, interrupted: 130 } as const;

/** A mistake in the call: one clear line on standard error, exit 2. */
export class UsageError extends Error {}

/** The line that says what was wrong with the call. */
export const misuse = ({ message }: UsageError): string =>
  `learning-rate-designer: ${message.replace(/\.$/, "")}; see --help\n`;
