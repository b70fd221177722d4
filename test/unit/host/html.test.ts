import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, panelHtml, randomNonce } from "../../../src/host/panel/html";

const page = {
  cspSource: "https://*.vscode-cdn.net",
  script: "https://x.vscode-cdn.net/dist/panel/main.js",
  stylesheet: "https://x.vscode-cdn.net/dist/panel/main.css",
  language: "en",
  setup: {
    assets: { probeWorker: "https://x.vscode-cdn.net/w.js", wasm: "https://x.vscode-cdn.net/" },
    strings: { Run: '"><img onerror=x>' },
  },
  title: "Learning Rate Designer",
  loading: "Loading…",
  scriptNonce: "aaaa",
  styleNonce: "bbbb",
};

describe("contentSecurityPolicy", () => {
  const policy = contentSecurityPolicy(page);
  const directives = new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );

  it("allows nothing that is not named", () => {
    expect(directives.get("default-src")).toEqual(["'none'"]);
    expect(directives.get("base-uri")).toEqual(["'none'"]);
    expect(directives.get("form-action")).toEqual(["'none'"]);
    expect(directives.has("frame-src")).toBe(false);
  });

  it("runs scripts by nonce alone", () => {
    expect(directives.get("script-src")).toEqual(["'nonce-aaaa'", "'wasm-unsafe-eval'"]);
  });

  it("fetches and styles from the extension's own files alone", () => {
    expect(directives.get("connect-src")).toEqual([page.cspSource]);
    expect(directives.get("style-src")).toEqual([page.cspSource, "'nonce-bbbb'"]);
    expect(directives.get("worker-src")).toEqual(["blob:"]);
  });

  it("has no unsafe word for scripts or styles", () => {
    expect(policy).not.toMatch(
      /unsafe-inline|'unsafe-eval'|unsafe-hashes|strict-dynamic|data:|\*(?!\.)/,
    );
  });
});

describe("panelHtml", () => {
  it("keeps the scripts' nonce out of what styles can read", () => {
    const html = panelHtml(page);
    expect(html).toContain('<meta property="csp-nonce" content="bbbb">');
    expect(html.match(/nonce="aaaa"/g)).toHaveLength(1);
  });

  it("escapes whatever it is given", () => {
    const html = panelHtml({ ...page, title: `</title><script>"&'`, loading: "<img onerror=x>" });
    expect(html).not.toContain("</title><script>");
    expect(html).not.toContain("<img");
    expect(html).toContain("&quot;Run&quot;:&quot;\\&quot;&gt;&lt;img onerror=x&gt;&quot;");
    expect(html).toContain("&lt;/title&gt;&lt;script&gt;&quot;&amp;&#39;");
  });

  it("has one script, and none inline", () => {
    expect(panelHtml(page).match(/<script/g)).toHaveLength(1);
    expect(panelHtml(page)).toMatch(/<script type="module" nonce="aaaa" src="[^"]+"><\/script>/);
  });
});

describe("randomNonce", () => {
  it("is 32 hexadecimal digits, never the same", () => {
    const nonces = Array.from({ length: 100 }, () => randomNonce());
    expect(new Set(nonces).size).toBe(100);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });
});
