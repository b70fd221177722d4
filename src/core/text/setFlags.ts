/**
 * The flags of the command line that give the values of `symbols`, quoted for a shell:
 * `--set "len(loader)=…" --set 'cfg["epochs"]=…'`.
 */
export const setFlags = (symbols: readonly string[]): string =>
  symbols.map((symbol) => `--set ${quoted(`${symbol}=…`)}`).join(" ");

/** In double quotes, unless the text has what a shell would take for its own there. */
const quoted = (text: string): string =>
  /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
