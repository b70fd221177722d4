/** Text for an SVG file: markup characters escaped, characters that XML does not allow dropped. */
export const escapeText = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; attribute values and text are escaped, `children` are elements already. */
export function element(name: string, attributes: Attributes, children = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === "number" ? short(value) : escapeText(value ?? "")}"`,
    )
    .join("");
  return children === "" ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

/** A coordinate with at most two decimals. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

export const svg = (width: number, height: number, title: string, children: string): string =>
  element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${short(width)} ${short(height)}`,
      role: "img",
    },
    `<title>${escapeText(title)}</title>${children}`,
  );
