// Runs the site's own worker and state (sql.js, assets/sql/worker.js, ask-state.js) in Node.
// node ask.cjs SITE_ASSETS DATABASE: reads { states, queries } as JSON from its input, and prints
// what each query yields on the evidence as each state changes it.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [assets, database] = process.argv.slice(2);
const text = (name) => fs.readFileSync(path.join(assets, name), "utf8");

async function main() {
  let answered;
  const world = vm.createContext({
    location: { href: "http://localhost/assets/sql/worker.js" },
    console, WebAssembly, TextDecoder, TextEncoder, URL, URLSearchParams, setTimeout, clearTimeout, performance, crypto,
    importScripts: (name) => vm.runInContext(text(`sql/${name}`), world),
    fetch: async (name) => ({ ok: true, arrayBuffer: async () => fs.readFileSync(path.join(assets, "sql", name)) }),
    postMessage: (message) => answered(message),
  });
  // As in a worker: what Node has beside it would make sql.js take this for a page of Node's.
  vm.runInContext("var self = globalThis; var WorkerGlobalScope = Object;", world);
  vm.runInContext(text("sql/worker.js"), world);
  const ask = (data) => new Promise((done, failed) => {
    answered = (message) => (message.fault ? failed(new Error(message.fault)) : done(message));
    world.onmessage({ data });
  });
  await ask({ database: fs.readFileSync(database) });
  const machine = vm.runInContext(`${text("ask-state.js")}; claimweaveState`, world)(JSON.parse(text("ask.json")));
  const { states, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
  const found = [];
  for (const state of states) {
    const again = machine.read(`?${machine.written("?utm=kept", state)}`, named(state), [state.reading]);
    const { answers } = await ask({ steps: machine.steps(state), queries: queries.map((sql) => ({ sql, most: 1000 })) });
    found.push({ again, answers });
  }
  process.stdout.write(JSON.stringify(found));
}

/** All that a state names counts as a claim. */
function named({ changes }) {
  return Object.fromEntries(changes.filter((change) => change.claim).map((change) => [change.claim, ""]));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
