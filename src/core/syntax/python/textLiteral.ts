const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
  "0": "\0",
};

/** The value of a string literal as written, quotes and prefix included. */
export function textLiteral(written: string): string {
  const { prefix = "", quote = "" } =
    /^(?<prefix>[a-zA-Z]*)(?<quote>"""|'''|"|')/.exec(written)?.groups ?? {};
  const start = prefix.length + quote.length;
  const closed = quote !== "" && written.length >= start + quote.length && written.endsWith(quote);
  const body = written.slice(start, closed ? -quote.length : undefined);
  if (/r/i.test(prefix)) return body;
  return body.replace(/\\([\s\S])/g, (whole, escaped: string) => ESCAPES[escaped] ?? whole);
}
