import type { PanelSetup } from "../../protocol/panelSetup";

/** What the page of the panel is made of; addresses as the webview understands them. */
export interface PanelPage {
  /** The origin of the extension's own files. */
  readonly cspSource: string;
  readonly script: string;
  readonly stylesheet: string;
  readonly language: string;
  readonly setup: PanelSetup;
  readonly title: string;
  /** Shown until the script runs. */
  readonly loading: string;
  /** Random; one for scripts, and another for styles, as pages can read the latter. */
  readonly scriptNonce: string;
  readonly styleNonce: string;
}

/**
 * Nothing is allowed but the extension's own files:
 * - the nonce for scripts: modules hand it on to those that they import, at once or later.
 * - `wasm-unsafe-eval`: the probe's WASM backend; a worker inherits the policy of its page, and the
 *   word allows no evaluation of JavaScript.
 * - `worker-src blob:`: a webview may not start a worker from another origin, and its own files are
 *   one; so the panel fetches the probe's script and starts it from a blob.
 * - the nonce for styles: @vscode/webview-ui-toolkit tries out `:focus-visible` in a style element,
 *   to which it gives the nonce of `meta[property="csp-nonce"]`; all its other styles are adopted
 *   style sheets, which need no permission.
 */
export function contentSecurityPolicy(
  page: Pick<PanelPage, "cspSource" | "scriptNonce" | "styleNonce">,
): string {
  const { cspSource, scriptNonce, styleNonce } = page;
  return [
    "default-src 'none'",
    `script-src 'nonce-${scriptNonce}' 'wasm-unsafe-eval'`,
    `style-src ${cspSource} 'nonce-${styleNonce}'`,
    `font-src ${cspSource}`,
    `connect-src ${cspSource}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text, and values of attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

/** The page is the same for every document: whatever comes from a file is sent by message. */
export function panelHtml(page: PanelPage): string {
  const safe = (text: string): string => escapeHtml(text);
  return `<!DOCTYPE html>
<html lang="${safe(page.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${safe(contentSecurityPolicy(page))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${safe(page.styleNonce)}">
<link rel="stylesheet" href="${safe(page.stylesheet)}">
<title>${safe(page.title)}</title>
</head>
<body>
<main id="panel" aria-label="${safe(page.title)}" data-setup="${safe(JSON.stringify(page.setup))}"><p id="loading">${safe(page.loading)}</p></main>
<script type="module" nonce="${safe(page.scriptNonce)}" src="${safe(page.script)}"></script>
</body>
</html>
`;
}

/** 128 random bits. */
export const randomNonce = (): string => crypto.randomUUID().replaceAll("-", "");
