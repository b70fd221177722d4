import { bytes } from "./bytes";
import { dragging } from "./dragging";
import { frames } from "./frames";
import { memory } from "./memory";
import { opening } from "./opening";
import { probing } from "./probing";

export const CLAIMS = { dragging, opening, bytes, memory, frames, probing };

export const isClaim = (name: string): name is keyof typeof CLAIMS => Object.hasOwn(CLAIMS, name);
