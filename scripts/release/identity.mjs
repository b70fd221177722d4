// RELEASE_PUBLISHER=name RELEASE_REPOSITORY=owner/name node scripts/release/identity.mjs
// Writes into the package.json of the present folder who publishes, and where the repository is: they
// belong to a release, not to the source. The npm package's manifest is made from this one.
import { readFileSync, writeFileSync } from "node:fs";

/** As the marketplace takes it. */
const PUBLISHER = /^[a-z0-9][a-z0-9-]*$/i;
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

function setting(name, shape, example) {
  const value = process.env[name] ?? "";
  if (shape.test(value)) return value;
  console.error(`${name} must be set, like "${example}"; it is "${value}"`);
  process.exit(2);
}

const publisher = setting("RELEASE_PUBLISHER", PUBLISHER, "my-publisher");
const repository = setting("RELEASE_REPOSITORY", REPOSITORY, "owner/name");
const url = `https://github.com/${repository}`;
const manifest = {
  ...JSON.parse(readFileSync("package.json", "utf8")),
  publisher,
  homepage: `${url}#readme`,
  repository: { type: "git", url: `git+${url}.git` },
  bugs: { url: `${url}/issues` },
};
writeFileSync("package.json", `${JSON.stringify(manifest, undefined, 2)}\n`);
