/**
 * Texts that are asked for synchronously and fetched afterwards: what is not known yet is noted, and
 * there at the next asking. A text that changes while it is fetched is fetched again.
 */
export class FetchedTexts<Place> {
  private readonly texts = new Map<string, string | undefined>();
  private readonly wanted = new Map<string, Place>();
  /** Those under way; true once what is being read is out of date. */
  private readonly underWay = new Map<string, boolean>();

  constructor(private readonly read: (place: Place) => Promise<string | undefined>) {}

  /** The text; undefined where there is none, or it is not fetched yet. */
  text(key: string, place: Place): string | undefined {
    if (!this.texts.has(key)) this.wanted.set(key, place);
    return this.texts.get(key);
  }

  /** Fetches what was asked for and not there; true where there was something to fetch. */
  async fetchWanted(): Promise<boolean> {
    const places = [...this.wanted];
    this.wanted.clear();
    await Promise.all(places.map(([key, place]) => this.fetch(key, place)));
    return places.length > 0;
  }

  /** Forgets a text that has changed; true where it was known. */
  drop(key: string): boolean {
    if (this.underWay.has(key)) this.underWay.set(key, true);
    return this.texts.delete(key);
  }

  private async fetch(key: string, place: Place): Promise<void> {
    let text: string | undefined;
    do {
      this.underWay.set(key, false);
      text = await this.read(place);
    } while (this.underWay.get(key));
    this.underWay.delete(key);
    this.texts.set(key, text);
  }
}
