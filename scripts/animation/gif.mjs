import gifenc from "gifenc";
import { PNG } from "pngjs";

const { applyPalette, GIFEncoder, quantize } = gifenc;

const COLORS = 255;
/** The index after them: what is as in the frame before. */
const UNCHANGED = COLORS;
/** Every so many pixels of a frame choose the palette: a screen is mostly plain. */
const SAMPLED = 13;

/** Frames as an animated GIF with one palette; pixels that stay are transparent, and cost next to nothing. */
export function gifOf(frames) {
  const images = frames.map(({ png }) => PNG.sync.read(png));
  const palette = quantize(sampleOf(images), COLORS);
  const gif = GIFEncoder();
  let before;
  for (const [index, { width, height, data }] of images.entries()) {
    const pixels = applyPalette(data, palette);
    if (before) hideUnchanged(pixels, data, before);
    gif.writeFrame(pixels, width, height, {
      ...(index === 0 && { palette: [...palette, [0, 0, 0]] }),
      delay: frames[index].ms,
      transparent: index > 0,
      transparentIndex: UNCHANGED,
    });
    before = data;
  }
  gif.finish();
  return gif.bytes();
}

function sampleOf(images) {
  const colors = images.flatMap(({ data }) => {
    const all = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
    return [...all].filter((_, index) => index % SAMPLED === 0);
  });
  return new Uint8Array(Uint32Array.from(colors).buffer);
}

function hideUnchanged(pixels, data, before) {
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    const at = pixel * 4;
    const same = [0, 1, 2].every((channel) => data[at + channel] === before[at + channel]);
    if (same) pixels[pixel] = UNCHANGED;
  }
}
