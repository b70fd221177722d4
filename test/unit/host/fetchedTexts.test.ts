import { describe, expect, it } from "vitest";
import { FetchedTexts } from "../../../src/host/model/fetchedTexts";

/** A file whose readings end when the test says so, with the text that it has at that moment. */
function slowFile() {
  const waiting: (() => void)[] = [];
  const file = { text: "old", readings: 0, finishReading: () => waiting.shift()?.() };
  const read = () => {
    file.readings++;
    const { text } = file;
    return new Promise<string>((resolve) =>
      waiting.push(() => {
        resolve(text);
      }),
    );
  };
  return { file, read };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("texts that are fetched when asked for", () => {
  it("are there at the second asking", async () => {
    const texts = new FetchedTexts((place: string) => Promise.resolve(`of ${place}`));
    expect(texts.text("a", "a.ts")).toBeUndefined();
    expect(await texts.fetchWanted()).toBe(true);
    expect(texts.text("a", "a.ts")).toBe("of a.ts");
    expect(await texts.fetchWanted()).toBe(false);
  });

  it("are forgotten when they change, and only then told as known", () => {
    const texts = new FetchedTexts(() => Promise.resolve("text"));
    expect(texts.drop("a")).toBe(false);
  });

  it("are read again where they change while they are read", async () => {
    const { file, read } = slowFile();
    const texts = new FetchedTexts(read);
    texts.text("a", "a.ts");
    const fetching = texts.fetchWanted();
    file.text = "new";
    texts.drop("a");
    file.finishReading();
    await settle();
    expect(file.readings).toBe(2);
    file.finishReading();
    await fetching;
    expect(texts.text("a", "a.ts")).toBe("new");
    expect(texts.drop("a")).toBe(true);
  });
});
