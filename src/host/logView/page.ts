import { l10n } from "vscode";
import { escapeHtml } from "../panel/html";

/** A curve, drawn for a wide view and for one whose letters would be too small then. */
interface RunPicture {
  readonly title: string;
  readonly svg: string;
  readonly narrow: string;
}

/** One run of a log, as its page shows it. Texts are plain, pictures are SVG of our own making. */
export interface RunPart {
  readonly name: string;
  /** Which schedule is behind the rates, or that there are none. */
  readonly sentence: string;
  /** The line of code that logs a missing rate. */
  readonly code?: string;
  readonly pictures: readonly RunPicture[];
  /** The schedule behind the rates, as a definition. */
  readonly definition?: string;
  /** The command that opens it. */
  readonly open?: string;
  /** Name, points, axis, first and last value. */
  readonly series: readonly (readonly string[])[];
}

export interface LogPage {
  readonly title: string;
  readonly language: string;
  readonly styleNonce: string;
  /** The command that lays the log over the active schedule. */
  readonly lay: string;
  readonly notes: readonly string[];
  readonly runs: readonly RunPart[];
}

const STYLE = `
body { padding: 12px 20px 24px; color: var(--vscode-foreground); background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
h1 { font-size: 1.3em; } h2 { font-size: 1.1em; margin-bottom: 4px; } h3 { font-size: 1em; margin: 12px 0 4px; }
a { color: var(--vscode-textLink-foreground); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
figure { margin: 0; max-width: 640px; } figure.narrow { max-width: 400px; } svg { width: 100%; height: auto; }
.narrow { display: none; }
@media (max-width: 679px) { .narrow { display: block; } .wide { display: none; } }
.unbroken, td { white-space: nowrap; }
.scrolled { overflow-x: auto; }
code, pre { font-family: var(--vscode-editor-font-family); user-select: all; }
pre { overflow-x: auto; max-width: 640px; }
table { border-collapse: collapse; } th, td { text-align: start; padding: 2px 14px 2px 0; font-weight: normal; }
thead th { font-weight: 600; border-bottom: 1px solid currentcolor; }
`;

/** The page of a log: no script, no file, no address; what the log says stands there as text. */
export function logPage({ title, language, styleNonce, lay, notes, runs }: LogPage): string {
  const policy = `default-src 'none'; style-src 'nonce-${styleNonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${styleNonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${link(lay, l10n.t("Lay over the Plan"))}</p>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("\n")}
${runs.map(runHtml).join("\n")}
</main>
</body>
</html>
`;
}

const link = (address: string, text: string): string =>
  `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;

/** A line would break at the minus of 5.4e-20, which then reads as two numbers. */
const prose = (text: string): string =>
  escapeHtml(text).replaceAll(/[\d.]+e-\d+/g, '<span class="unbroken">$&</span>');

function runHtml({ name, sentence, code, pictures, definition, open, series }: RunPart): string {
  const figures = pictures.map(
    ({ title, svg, narrow }) =>
      `<h3>${escapeHtml(title)}</h3><figure class="wide">${svg}</figure><figure class="narrow">${narrow}</figure>`,
  );
  return [
    `<section aria-label="${escapeHtml(name)}"><h2>${escapeHtml(name)}</h2>`,
    `<p>${prose(sentence)}</p>`,
    code === undefined ? "" : `<p><code>${escapeHtml(code)}</code></p>`,
    ...figures,
    definition === undefined
      ? ""
      : `<h3>${escapeHtml(l10n.t("The schedule behind it"))}</h3><pre tabindex="0">${escapeHtml(definition)}</pre>`,
    open === undefined ? "" : `<p>${link(open, l10n.t("Open as a Schedule"))}</p>`,
    seriesTable(series),
    "</section>",
  ].join("\n");
}

function seriesTable(series: RunPart["series"]): string {
  if (series.length === 0) return "";
  const head = [
    l10n.t("Series"),
    l10n.t("Points"),
    l10n.t("Along"),
    l10n.t("First"),
    l10n.t("Last"),
  ];
  const cells = (tag: string, row: readonly string[], scope: string): string =>
    row
      .map(
        (cell, i) =>
          (i === 0 || tag === "th" ? `<th scope="${scope}">` : "<td>") +
          escapeHtml(cell) +
          (i === 0 || tag === "th" ? "</th>" : "</td>"),
      )
      .join("");
  const name = escapeHtml(l10n.t("Series"));
  return `<div class="scrolled" role="group" tabindex="0" aria-label="${name}"><table><thead><tr>${cells("th", head, "col")}</tr></thead><tbody>${series
    .map((row) => `<tr>${cells("td", row, "row")}</tr>`)
    .join("")}</tbody></table></div>`;
}
