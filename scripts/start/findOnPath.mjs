import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

const ENDINGS = process.platform === "win32" ? [".cmd", ".exe"] : [""];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The full path of a program that the shell would find by its name. */
export function findOnPath(name, searchPath = process.env.PATH ?? "") {
  const folders = searchPath.split(path.delimiter).filter(Boolean);
  return folders
    .flatMap((folder) => ENDINGS.map((ending) => path.join(folder, name + ending)))
    .find(isProgram);
}
