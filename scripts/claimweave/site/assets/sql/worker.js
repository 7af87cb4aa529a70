/* SQLite in a thread of its own: a query that does not end is ended with its thread, and the page
   lives on. Each question gets the database anew, as it was published, so whatever a query does to
   it is gone afterwards. */
"use strict";
importScripts("sql-wasm.js");

const MEMORY = 256_000_000; // bytes that SQLite may use
const READ_ONLY = "Only reading is allowed: write a SELECT.";
let published = null;
let engine = null;

/** Run one query and no more; return its columns and first rows, or why it cannot run. */
function answer(database, { sql, most, values }) {
  if (sql.includes("\0")) return { error: "There is a character in it that ends a text (U+0000): nothing behind it would run." };
  try {
    const statements = database.iterateStatements(sql);
    const { value: statement, done } = statements.next();
    if (done) return { error: "There is no query." };
    if (values) statement.bind(values);
    const [columns, rows] = [statement.getColumnNames(), []];
    let more = false;
    while (!more && statement.step()) {
      if (rows.length === most) more = true;
      else rows.push(statement.get());
    }
    if (!statements.next().done) return { error: "One query at a time: there is a second one behind the semicolon." };
    if (!columns.length) return { error: READ_ONLY };
    return { columns, rows, more };
  } catch (error) {
    const said = error.message ?? String(error);
    return { error: said.includes("readonly database") ? READ_ONLY : said };
  }
}

/** Change the database as the steps say, then run the queries on it. */
function answers({ steps, queries }) {
  const database = new engine.Database(published);
  try {
    database.exec(`PRAGMA hard_heap_limit = ${MEMORY}; PRAGMA temp_store = MEMORY`);
    for (const [sql, values] of steps) database.run(sql, values);
    database.exec("PRAGMA query_only = 1");
    return queries.map((query) => answer(database, query));
  } finally {
    database.close();
  }
}

onmessage = async ({ data }) => {
  try {
    if (data.database) {
      published = new Uint8Array(data.database);
      const wasm = await fetch("sql-wasm.wasm");
      if (!wasm.ok) throw new Error(`sql-wasm.wasm: ${wasm.status}`);
      engine = await initSqlJs({ wasmBinary: await wasm.arrayBuffer() });
      postMessage({ ready: true });
    } else postMessage({ answers: answers(data) });
  } catch (error) {
    postMessage({ fault: error.message ?? String(error) });
  }
};
