/** The last part of a file's address, as people read it. */
export function fileName(uri: string): string {
  const name = uri.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    // "100%.ts" is no escape sequence
    return name;
  }
}
