const CHUNK = 0x8000;

/** UTF-8 text in base64; `btoa` alone takes Latin-1 only. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (let i = 0; i < bytes.length; i += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  }
  return btoa(binary);
}

/** An SVG as an address of itself. In base64, as VS Code mangles percent signs and spaces. */
export const svgDataUri = (svg: string): string => `data:image/svg+xml;base64,${base64(svg)}`;
