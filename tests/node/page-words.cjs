// Runs small parts of the site's script (assets/doi.js, counting.js) in Node, without a page.
// node page-words.cjs ASSETS: reads { dois, counts, lists } as JSON from its input, and prints what
// becomes of each.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [assets] = process.argv.slice(2);
const world = vm.createContext({});
for (const name of ["counting.js", "doi.js"]) vm.runInContext(fs.readFileSync(path.join(assets, name), "utf8"), world);
const { plural, listed } = vm.runInContext("claimweaveCounting", world);
const { dois, counts, lists } = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({
  dois: dois.map(vm.runInContext("claimweaveDoi", world)),
  counts: counts.map((count) => plural(...count)),
  lists: lists.map((list) => listed(...list)),
}));
