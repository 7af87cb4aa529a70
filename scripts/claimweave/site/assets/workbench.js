/* The workbench: any SELECT over the evidence. Without this script the page has its examples with
   their results, the tables, and the database to take away. */
(() => {
  "use strict";
  const root = document.getElementById("cw-wb");
  if (!root) return;
  const MOST = 10_000; // rows that are fetched
  const SHOWN = 500; // rows that are shown
  const form = root.querySelector("form");
  const text = form.elements.sql;
  const status = root.querySelector("[role=status]");
  const output = root.querySelector(".cw-wb-result");
  const [stop, save] = ["stop", "save"].map((name) => form.querySelector(`[value=${name}]`));
  let result = null;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  const count = (n, one, many) => claimweaveCounting.plural(n, one, many, n.toLocaleString("en"));

  function cell(tag, value) {
    const node = document.createElement(tag);
    if (tag === "th") node.scope = "col";
    if (typeof value === "number") node.className = "cw-n";
    node.textContent = value instanceof Uint8Array ? `(${count(value.length, "byte", "bytes")})` : value ?? "";
    return node;
  }

  function table({ columns, rows }) {
    const made = document.createElement("table");
    made.className = "cw-result";
    made.createTHead().insertRow().append(...columns.map((name) => cell("th", name)));
    const body = made.createTBody();
    for (const row of rows.slice(0, SHOWN)) body.insertRow().append(...row.map((value) => cell("td", value)));
    return made;
  }

  function found({ rows, more }) {
    if (!rows.length) return "No rows.";
    const all = more ? `The first ${count(MOST, "row", "rows")}; there are more.` : `${count(rows.length, "row", "rows")}.`;
    return rows.length > SHOWN ? `${all} The first ${SHOWN} are shown; the file has all that were fetched.` : all;
  }

  async function run() {
    const sql = text.value.trim();
    const query = new URLSearchParams(location.search);
    if (sql) query.set("sql", sql);
    else query.delete("sql");
    const asked = query.toString();
    history.replaceState(null, "", location.pathname + (asked ? `?${asked}` : "") + location.hash);
    result = null;
    output.replaceChildren();
    output.hidden = save.hidden = true;
    if (!sql) return say("Write a query first.");
    say("The query runs.");
    stop.hidden = false;
    try {
      const [answer] = await claimweaveSql.ask([], [{ sql, most: MOST }], Number(root.dataset.seconds));
      if (answer.error) say(`It cannot run: ${answer.error}`);
      else {
        result = answer;
        output.append(table(answer));
        output.hidden = save.hidden = !answer.rows.length;
        say(found(answer));
      }
    } catch (error) {
      say(error.message);
    }
    stop.hidden = true;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  stop.addEventListener("click", () => claimweaveSql.end());
  save.addEventListener("click", () =>
    claimweaveFiles.save(claimweaveFiles.csv([result.columns, ...result.rows]), "text/csv;charset=utf-8", "result.csv"));
  for (const button of document.querySelectorAll("button.cw-wb-take")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      text.value = button.closest(".cw-query").querySelector("code").textContent;
      text.focus();
      run();
    });
  }
  root.hidden = false;
  const asked = new URLSearchParams(location.search).get("sql");
  if (asked) {
    text.value = asked;
    run();
  }
})();
