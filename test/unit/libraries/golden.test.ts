import { afterAll, describe, expect, it } from "vitest";
import { construct, type LibraryTracks } from "../../../src/core/libraries/construction";
import { casesOf, libraries, type GoldenCase } from "./golden";
import { readers } from "./readers";

/**
 * Relative to the track's largest value, for every kind: none needs more, not even those that the
 * library computes step by step from the value before. optax and Keras were recorded in double
 * precision; how far their usual float32 lies from that stands beside the values, and is theirs.
 */
const TOLERANCE = 1e-12;
interface Tally {
  passed: number;
  flagged: number;
  readonly leftOut: string[];
}

const tallies = new Map<string, Tally>();

const nameOf = (track: { name: string; group: number }): string =>
  track.group === 0 ? track.name : `${track.name}[${track.group}]`;

/** Largest |ours − value| over the track's largest value, or a sentence where one is missing. */
function deviation(
  result: LibraryTracks,
  name: string,
  values: readonly (readonly [number, number | string])[],
): { worst: number; step: number; ours: number; theirs: number } {
  const track = result.tracks.find((candidate) => nameOf(candidate) === name);
  expect(track, `${name} is missing: ${JSON.stringify(result.issues)}`).toBeDefined();
  const numbers = values.map(([step, value]) => [step, Number(value)] as const);
  const scale = Math.max(
    ...numbers.map(([, value]) => (Number.isNaN(value) ? 0 : Math.abs(value))),
  );
  let found = { worst: 0, step: -1, ours: 0, theirs: 0 };
  for (const [step, theirs] of numbers) {
    const ours = track?.curve.at(step) ?? NaN;
    if (Number.isNaN(ours) && Number.isNaN(theirs)) continue;
    const difference = Math.abs(ours - theirs);
    const worst = difference === 0 ? 0 : difference / scale;
    if (!(worst <= found.worst)) found = { worst, step, ours, theirs };
  }
  return found;
}

function check(golden: GoldenCase): void {
  const reader = readers[golden.library];
  if (!reader) throw new Error(`no reader for ${golden.library}`);
  const input = reader(golden);
  const result = construct(input.table, input.kind, input.args, input.context);
  if (!golden.invalid) expect(result.issues).toEqual([]);
  else checkRefusal(golden, result);
  const values = golden.values ?? golden.valuesBeforeError ?? {};
  for (const [name, samples] of Object.entries(values)) {
    if (golden.stochastic === true) {
      checkEnvelope(result, name, samples);
      continue;
    }
    const found = deviation(result, name, samples);
    expect(found.worst, `${name} ${JSON.stringify(found)}`).toBeLessThanOrEqual(TOLERANCE);
  }
  if (golden.values) checkUnlisted(golden, result);
}

/** Noise fixes only the envelope; outside of it both sides are the value itself. */
function checkEnvelope(
  result: LibraryTracks,
  name: string,
  values: readonly (readonly [number, number])[],
): void {
  const envelope = result.tracks.find((candidate) => nameOf(candidate) === name)?.envelope;
  if (!envelope) throw new Error(`${name} has no envelope`);
  let noisy = 0;
  for (const [step, value] of values) {
    const [low, high] = [envelope.lower.at(step), envelope.upper.at(step)];
    if (high > low) noisy += 1;
    expect(value).toBeGreaterThanOrEqual(low * (1 - TOLERANCE));
    expect(value).toBeLessThanOrEqual(high * (1 + TOLERANCE));
  }
  expect(noisy).toBeGreaterThan(0);
  expect(noisy).toBeLessThan(values.length);
}

function checkRefusal(golden: GoldenCase, result: LibraryTracks): void {
  expect(result.issues.length, `not flagged: ${golden.error}`).toBeGreaterThan(0);
  expect(result.issues[0]?.errorStep).toBe(golden.errorStep);
  for (const issue of result.issues) expect(issue.message).toMatch(/^\S.*\.$/);
}

/** The record lists what the schedule changes: any other track of ours must stand still. */
function checkUnlisted(golden: GoldenCase, result: LibraryTracks): void {
  for (const track of result.tracks) {
    if (golden.values && nameOf(track) in golden.values) continue;
    const { min, max } = track.curve.extremes(0, golden.steps - 1);
    expect([nameOf(track), min]).toEqual([nameOf(track), max]);
  }
}

for (const library of libraries()) {
  const tally: Tally = { passed: 0, flagged: 0, leftOut: [] };
  tallies.set(library, tally);
  describe(library, () => {
    for (const golden of casesOf(library)) {
      it(golden.id, () => {
        check(golden);
        if (golden.invalid) tally.flagged += 1;
        else tally.passed += 1;
      });
    }
  });
}

afterAll(() => {
  const rows = [...tallies].map(
    ([library, { passed, flagged, leftOut }]) =>
      `${library.padEnd(16)} ${passed} passed, ${flagged} flagged, ${leftOut.length} left out`,
  );
  console.log(["cases by library:", ...rows].join("\n"));
});
