/** A decoder of UTF-8 that every surrounding has; the core's own library doesn't declare it. */
declare const TextDecoder: new (encoding: "utf-8") => { decode(bytes: Uint8Array): string };

const utf8 = new TextDecoder("utf-8");

/** UTF-8 as text; broken bytes become U+FFFD. */
export const decode = (bytes: Uint8Array): string => utf8.decode(bytes);
