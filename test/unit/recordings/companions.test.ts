import { describe, expect, it } from "vitest";
import { settingsAround, type Surroundings } from "../../../src/core/recordings/companions";

const EVENTS = "runs/events.out.tfevents.1.host";
const encoder = new TextEncoder();

/** The files of a folder, by their paths in it. */
const having = (files: Readonly<Record<string, string>>): Surroundings => ({
  read: (path) => Promise.resolve(path in files ? encoder.encode(files[path]) : undefined),
  list(folder) {
    const start = folder === "" ? "" : `${folder}/`;
    const inside = Object.keys(files).filter((path) => path.startsWith(start));
    const names = inside.map((path) => path.slice(start.length).split("/")[0] ?? "");
    return Promise.resolve([...new Set(names)]);
  },
});

describe("what the files around a log say of its run", () => {
  it("is left out where several runs wrote there and don't agree", async () => {
    const settings = await settingsAround(
      EVENTS,
      having({
        "1700000000.25/hparams.yml": "learning_rate: 0.1\nmax_train_steps: 60\n",
        "1700000009.5/hparams.yml": "learning_rate: 0.2\nmax_train_steps: 60\n",
        "version_0/hparams.yml": "momentum: 0.9\n",
        "hparams.yml": "decay: 1\n",
      }),
    );
    expect([...settings]).toEqual([["max_train_steps", 60]]);
  });

  it("is said first by the file beside it", async () => {
    const settings = await settingsAround(
      EVENTS,
      having({ "1700000000.25/hparams.yml": "lr: 0.1\nseed: 1\n", "hparams.yaml": "lr: 0.3\n" }),
    );
    expect(Object.fromEntries(settings)).toEqual({ lr: 0.3, seed: 1 });
  });

  it("is not looked for beside a log whose writer keeps nothing there", async () => {
    const settings = await settingsAround(
      "out.log",
      having({ "1700000000.25/hparams.yml": "a: 1" }),
    );
    expect(settings.size).toBe(0);
  });
});
