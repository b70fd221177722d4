import { describe, expect, it } from "vitest";
import { logPage } from "../../../src/host/logView/page";
import { runPart } from "../../../src/host/logView/runPart";
import { readText } from "../recordings/read";

const FRAME = {
  title: "<log>.csv",
  language: "en",
  styleNonce: "n",
  lay: "command:lay",
  notes: ["a & b"],
};

const page = async (name: string, text: string): Promise<string> => {
  const { runs, format } = readText(name, text);
  const parts = await Promise.all(runs.map((run) => runPart(run, format, 'command:open?"x"')));
  return logPage({ ...FRAME, runs: parts });
};

const rows = Array.from({ length: 50 }, (_, i) => `${i},${0.1 * (1 - i / 50)},${2 / (1 + i)}`);

describe("the page of a log", () => {
  it("draws the curves, and has the schedule behind them as a definition", async () => {
    const html = await page("run.csv", ["step,lr,loss", ...rows].join("\n"));
    expect(html.match(/<figure class="wide"><svg/g)).toHaveLength(2);
    expect(html.match(/<figure class="narrow"><svg/g)).toHaveLength(2);
    expect(html).toContain("The rates are those of a schedule of kind &quot;linear&quot;");
    expect(html).toContain("&quot;from&quot;: 0.1");
    expect(html).toContain('href="command:open?&quot;x&quot;"');
    expect(html).toContain('<th scope="row">learningRate</th><td>50</td><td>steps</td>');
  });

  it("draws epochs as epochs", async () => {
    const html = await page(
      "results.csv",
      ["epoch,lr", ...rows.map((row) => row.replace(/,[^,]*$/, ""))].join("\n"),
    );
    expect(html).toContain(">epochs</text>");
    expect(html).not.toContain(">steps</text>");
  });

  it("says that a rate is missing, with the line that logs it", async () => {
    const html = await page("run.jsonl", '{"step": 1, "loss": 2}\n{"step": 2, "loss": 1}\n');
    expect(html).toContain("The log has no learning rate.");
    expect(html).toContain("<code>print(f&quot;step");
  });

  it("allows no script, and shows what a log says as text", async () => {
    const tag = "<img src=x onerror=alert(1)>";
    const html = await page(
      "run.jsonl",
      `{"step": 1, "${tag}": 2, "lr": 1}\n{"step": 2, "${tag}": 1, "lr": 1}\n`,
    );
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x");
    expect(html).toContain("<title>&lt;log&gt;.csv</title>");
    expect(html).toContain("default-src 'none'; style-src 'nonce-n'");
    expect(html).not.toMatch(/ style="/);
  });
});
