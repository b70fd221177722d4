import { Disposable } from "vscode";

/** Something that owns other disposables and ends with them. */
export class Owner extends Disposable {
  private readonly owned = new Set<Disposable>();

  constructor() {
    super(() => {
      for (const item of this.owned) item.dispose();
      this.owned.clear();
    });
  }

  protected own<Item extends Disposable>(item: Item): Item {
    this.owned.add(item);
    return item;
  }
}
