// The part of VS Code's own git extension that is used here, by the program git: the extension
// itself needs packages that npm's builds of VS Code leave out.
const { execFile } = require("node:child_process");
const path = require("node:path");
const { promisify } = require("node:util");

const run = promisify(execFile);
const git = (folder, ...args) => run("git", ["-C", folder, ...args]);

class Repository {
  constructor(folder) {
    this.folder = folder;
    this.state = { HEAD: undefined };
  }

  async show(ref, file) {
    const name = path.basename(file);
    const { stdout } = await git(path.dirname(file), "show", `${ref}:./${name}`);
    return stdout;
  }
}

exports.activate = () => ({
  enabled: true,
  getAPI: (version) => {
    if (version !== 1) throw new Error(`There is no version ${version}.`);
    return { getRepository: (uri) => new Repository(path.dirname(uri.fsPath)) };
  },
});
