import { MAX_ISSUES } from "../parse/limits";
import { formatCount } from "../text/format";
import { t } from "../text/words";
import type { Issue } from "./issue";

/** The issues of a definition: so many of them, and where the others begin, their number. */
export class IssueList {
  private readonly items: Issue[] = [];
  private beyond: Issue | undefined;
  private more = 0;

  add(issue: Issue): void {
    if (this.items.length < MAX_ISSUES) {
      // with its words, which a late issue finds here
      this.items.push({ ...issue });
      return;
    }
    this.beyond ??= issue;
    this.more++;
  }

  get all(): readonly Issue[] {
    const { items, beyond, more } = this;
    if (beyond === undefined) return items;
    const message = t`${formatCount(more)} more problems of this schedule, from here on, are not listed.`;
    return [...items, { code: "too-large", path: beyond.path, message }];
  }
}
