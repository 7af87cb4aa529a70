// Runs what the panel says of cells (assets/ask-words.js) in Node, without a page.
// node ask-words.cjs ASSETS: reads { data, cases } as JSON from its input; each case has the entries
// of the one cell ["r", "c"], and it prints what is found there, and what turns the count.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [assets] = process.argv.slice(2);
const world = vm.createContext({});
for (const name of ["counting.js", "ask-elements.js", "ask-words.js"]) vm.runInContext(fs.readFileSync(path.join(assets, name), "utf8"), world);
const { data, cases } = JSON.parse(fs.readFileSync(0, "utf8"));
const ask = { data, settings: { cells: [["r", "c"]], conclusions: [], claims: [] }, claims: {}, readings: [] };
const words = vm.runInContext("claimweaveWords", world)(ask);
const cell = ["r", "c"];
process.stdout.write(JSON.stringify(cases.map((entries) => {
  const found = { cells: [["claim", ...cell, 0, 0]], entries: entries.map((one) => ["claim", ...cell, ...one]) };
  return [words.answered(found, cell), words.turning(found, cell)];
})));
