/* The panel of a claim: the reader changes the evidence, and verdict, sentence and counts follow.
   It is loaded when it is opened (ask-open.js). The changes are in the address, so that whoever gets it
   sees the same. Without this script the readings and the lenses stand in the page as tables. */
(() => {
  "use strict";
  const root = document.getElementById("cw-ask");
  if (!root) return;
  const settings = JSON.parse(root.dataset.settings);
  const opener = document.getElementById("cw-ask-open");
  const body = document.getElementById("cw-ask-body");
  const status = root.querySelector("[role=status]");
  const result = root.querySelector(".cw-ask-result");
  const SIDES = { supports: "for", contradicts: "against" };
  let data, machine, claims, readings, before; // once it is open
  let state = { changes: [], lenses: [], reading: "", strange: [] };
  let turn = 0; // of several questions only the last one's answer is shown
  let fields = {};

  /** Make an element: text is always text, never markup. */
  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  };
  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;
  const seconds = () => Number(root.dataset.seconds);
  const about = (id) => data.cells[id] ?? claims[id] ?? id;
  const shorter = (text) => (text.length > 90 ? `${text.slice(0, 88)}…` : text);
  const badge = (verdict) => make("span", { class: `cw-badge cw-v-${verdict}` },
    make("span", { "aria-hidden": "true" }, data.verdicts[verdict][0]), ` ${data.verdicts[verdict][1]}`);

  // What the evidence comes to.

  /** The verdict of a reading's query, as the engine has it. */
  function verdict({ error, columns, rows }) {
    if (error || columns.length !== 1 || rows.length > 1) return "undetermined";
    const [value] = rows[0] ?? [null];
    return value === 1 ? "holds" : value === 0 ? "fails" : "undetermined";
  }

  /** What all readings come to: those that count only their own citations are no result. */
  function together(verdicts) {
    const own = new Set(verdicts.filter((_, i) => readings[i].counts === null));
    return own.size === 0 ? "own-citations" : own.size === 1 ? [...own][0] : "depends";
  }

  async function evaluated(steps) {
    const claim = { ":claim": settings.claim };
    const source = { ":source": data.source };
    const [stands, rows, sides, cells, made, ...found] = await claimweaveSql.ask(steps, [
      { sql: data.standing, most: 1, values: claim },
      { sql: "SELECT count(*) FROM evidence WHERE reference <> :source", most: 1, values: source },
      { sql: "SELECT stance, count(DISTINCT reference) FROM evidence WHERE claim = :claim "
        + 'AND reference <> :source AND "at" IS NOT NULL AND number IS NOT NULL GROUP BY stance',
        most: 9, values: { ...claim, ...source } },
      { sql: "SELECT * FROM cells", most: 1000 },
      { sql: "SELECT DISTINCT reference FROM evidence WHERE number >= :first", most: 99, values: { ":first": data.first } },
      ...readings.map(({ sql }) => ({ sql, most: 2 })),
    ], seconds());
    const verdicts = found.map(verdict);
    const all = readings.length ? together(verdicts) : stands.rows[0][0];
    return { all, verdicts, rows: rows.rows[0][0], sides: Object.fromEntries(sides.rows),
      cells: cells.rows, made: made.rows.map(([key]) => key),
      faults: found.map(({ error }) => error) };
  }

  /** What each lens says of the works that were made up: why one falls out under it. */
  async function missing() {
    const added = state.changes.filter(({ kind }) => kind === "add");
    if (!added.length) return [];
    const lenses = Object.entries(data.lenses).filter(([, { tells }]) => tells);
    const queries = added.flatMap((_, i) => lenses.map(([, { tells }]) =>
      ({ sql: tells, most: 1, values: { ":key": `made-up-${i + 1}` } })));
    const answers = await claimweaveSql.ask(machine.steps({ changes: added, lenses: [] }), queries, seconds());
    return answers.flatMap(({ rows = [] }, at) => {
      const [value] = rows[0] ?? [1];
      if (value === 1) return [];
      const [name, { label }] = lenses[at % lenses.length];
      const falls = state.lenses.includes(name) ? "falls out" : "would fall out";
      const said = `Made-up work ${Math.floor(at / lenses.length) + 1} ${falls} under “${label}”`;
      return [value === null ? `${said}: what that asks for was not said.` : `${said}.`];
    });
  }

  // What it says.

  const work = (key) => (key === "*" ? "All works" : data.works[key] ?? key);
  function described(change) {
    switch (change.kind) {
      case "withdraw":
        return `Without ${work(change.key)}`;
      case "reported":
        return `${work(change.key)} as ${change.key === "*" ? "they report themselves" : "it reports itself"}`;
      case "remove":
        return `Without ${work(change.reference)} ${SIDES[change.stance]} “${shorter(about(change.claim))}”`;
      case "flip":
        return `${work(change.reference)} on the other side of “${shorter(about(change.claim))}”`;
      case "add":
        return [`A made-up work ${SIDES[change.stance]} “${shorter(about(change.claim))}”`,
          change.design ? data.designs[change.design] : "design not said",
          change.participants ? plural(change.participants, "participant", "participants") : "size not said",
          change.question ? data.questions[change.question] : "question not said"].join(", ");
      default:
        return `“${change.name}” asks for ${change.value}, not ${data.thresholds[change.name].value}`;
    }
  }
  const lensed = () => state.lenses.map((name) => data.lenses[name].label);
  const changed = () => [...state.changes.map(described), ...lensed()];

  /** What the sentence is about: one reading, or all together. */
  function main(found) {
    const at = readings.findIndex(({ reading }) => reading === state.reading);
    return at < 0 ? found.all : found.verdicts[at];
  }

  /** How many readings come to something else: the whole can stay as it is while they turn. */
  function turned(found) {
    if (readings.length < 2 || state.reading) return "";
    const others = found.verdicts.filter((one, i) => one !== before.verdicts[i]).length;
    return ` ${others || "None"} of ${readings.length} readings ${others > 1 ? "come" : "comes"} to something else.`;
  }

  function sentence(found) {
    const [now, was] = [main(found), main(before)].map((name) => data.verdicts[name][1]);
    const strange = state.strange.length ? ` The address names what is not in this evidence, and it was left out: ${state.strange.join(", ")}.` : "";
    if (!changed().length) return `As the evidence stands: ${was}.${strange}`;
    const many = plural(changed().length, "change", "changes");
    const said = now === was ? `With ${many} it stays: ${now}.` : `With ${many}: ${now}. Before: ${was}.`;
    return `${said}${turned(found)}${strange}`;
  }

  const was = (text, other) => (text === other ? "" : make("span", { class: "cw-ask-note" }, ` before: ${other}`));

  function readingList(found) {
    return make("ul", { class: "cw-ask-readings" }, ...readings.map((one, i) =>
      make("li", one.reading === state.reading ? { "aria-current": "true" } : {},
        badge(found.verdicts[i]), ` ${one.says}`,
        was(data.verdicts[found.verdicts[i]][1], data.verdicts[before.verdicts[i]][1]),
        found.faults[i] ? make("span", { class: "cw-ask-note" }, ` It cannot run: ${found.faults[i]}`) : "")));
  }

  function cellTable(found) {
    const own = (row) => readings.length || row[0] === settings.claim;
    const old = new Map(before.cells.map((row) => [row.slice(0, 3).join("\n"), `${row[3]} : ${row[4]}`]));
    const rows = found.cells.filter(own);
    if (!rows.length) return "";
    const lines = rows.map((row) => {
      const now = `${row[3]} : ${row[4]}`;
      const then = old.get(row.slice(0, 3).join("\n")) ?? "";
      return make("tr", then === now ? {} : { class: "cw-ask-moved" },
        make("th", { scope: "row" }, `${data.terms[row[1]] ?? row[1]}, ${data.terms[row[2]] ?? row[2]}`),
        make("td", { class: "cw-n" }, now), make("td", { class: "cw-n" }, then));
    });
    return make("div", { class: "cw-scroll" }, make("table", { class: "cw-result" },
      make("caption", {}, "The cells of the table, for : against"),
      make("thead", {}, make("tr", {}, ...["Cell", "Now", "Before"].map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...lines)));
  }

  function counts(found) {
    const side = (name) => found.sides[name] ?? 0;
    const rows = `${plural(found.rows, "row", "rows")} of evidence count${found.rows === 1 ? "s" : ""}; before: ${before.rows}.`;
    return readings.length ? rows : `${plural(side("supports"), "source", "sources")} for it and ${side("contradicts")} against it. ${rows}`;
  }

  /** The changes, each with a button that takes it back. */
  function changeList() {
    if (!changed().length) return "";
    const back = (text, undo) => make("li", {}, `${text} `, make("button", { type: "button",
      "aria-label": `Take back: ${text}`, onclick: () => { undo(); opener.focus(); update(); } }, "Take back"));
    return make("div", {}, make("h4", {}, "What you changed"), make("ul", { class: "cw-ask-changes" },
      ...state.changes.map((change) => back(described(change), () => (state.changes = state.changes.filter((c) => c !== change)))),
      ...state.lenses.map((name) => back(data.lenses[name].label, () => (state.lenses = state.lenses.filter((n) => n !== name))))),
      make("p", { class: "cw-ask-actions" },
        make("button", { type: "button", onclick: () => { state = { changes: [], lenses: [], reading: state.reading, strange: [] }; opener.focus(); update(); } }, "Start again"),
        question()));
  }

  /** The repository's own form, with the change in it. */
  function question() {
    if (!settings.repository) return "";
    const query = new URLSearchParams({ template: settings.form, title: `Question: ${shorter(claims[settings.claim])}`,
      place: location.href, wrong: `${changed().join(". ")}. ${status.textContent}` });
    return make("a", { href: `${settings.repository}/issues/new?${query}`, rel: "noopener" }, "Send this as a question");
  }

  // The form.

  const option = ([value, label]) => make("option", { value }, shorter(label));
  const select = (name, label, options, first) => {
    fields[name] = make("select", { id: `cw-ask-${name}` }, ...(first ? [option(["", first])] : []), ...options.map(option));
    return make("p", {}, make("label", { for: `cw-ask-${name}` }, label), " ", fields[name]);
  };
  const button = (label, onclick) => make("button", { type: "button", onclick }, label);
  const group = (title, ...children) => make("fieldset", {}, make("legend", {}, title), ...children);

  function change(...made) {
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const alike = (a, b) => (a.kind === "threshold" && b.kind === "threshold" && a.name === b.name)
      || (["withdraw", "reported"].includes(a.kind) && ["withdraw", "reported"].includes(b.kind) && a.key === b.key);
    for (const one of made) {
      if (one.kind !== "add" && state.changes.some((other) => same(one, other))) continue;
      state.changes = [...state.changes.filter((other) => !alike(one, other)), one];
    }
    update();
  }

  function readingForm() {
    if (readings.length < 2) return "";
    const radio = (value, text) => make("label", {}, make("input", { type: "radio", name: "cw-ask-reading", value,
      checked: state.reading === value, onchange: () => { state.reading = value; fields.sql.value = chosen().sql; update(); } }), ` ${text}`);
    return group("How its sentence is read", radio("", "All readings together"), ...readings.map((one) => radio(one.reading, one.says)));
  }

  function studyForm(works) {
    const picked = (kind) => () => fields.work.value ? change({ kind, key: fields.work.value }) : fields.work.focus();
    return group("A study", select("work", "Which study", works.map((key) => [key, data.works[key] ?? key]), "Choose a study"),
      make("p", { class: "cw-ask-actions" }, button("Take it out", picked("withdraw")),
        button("Count it as it reports itself", picked("reported")),
        button("Count all as they report themselves", () => change({ kind: "reported", key: "*" }))),
      make("p", { class: "cw-ask-note" }, "As it reports itself: what a study denies counts on the other side; where it answers another question, is silent, or was not read, it counts on neither."));
  }

  function lensForm() {
    const boxes = Object.entries(data.lenses).map(([name, lens]) => make("label", {}, make("input", { type: "checkbox", "data-lens": name,
      onchange: ({ target }) => {
        const on = new Set(state.lenses);
        if (target.checked) on.add(name);
        else on.delete(name);
        state.lenses = Object.keys(data.lenses).filter((one) => on.has(one));
        update();
      } }), ` ${lens.label} `, make("span", { class: "cw-ask-note" }, lens.says)));
    return boxes.length ? group("Only some of the evidence counts", ...boxes) : "";
  }

  function thresholdForm() {
    const lines = settings.thresholds.map((name) => {
      const { value, says } = data.thresholds[name];
      return make("p", {}, make("label", { for: `cw-ask-t-${name}` }, `“${name}”`), " ",
        make("input", { id: `cw-ask-t-${name}`, type: "number", min: 1, max: 1000, value, "data-threshold": name,
          onchange: ({ target }) => {
            state.changes = state.changes.filter((one) => one.kind !== "threshold" || one.name !== name);
            if (target.checkValidity() && target.value && Number(target.value) !== value)
              state.changes = [...state.changes, { kind: "threshold", name, value: String(Number(target.value)) }];
            update();
          } }), make("span", { class: "cw-ask-note" }, ` ${says}`));
    });
    return lines.length ? group("How many a word asks for", ...lines) : "";
  }

  function workForm() {
    fields.participants = make("input", { id: "cw-ask-participants", type: "number", min: 1, max: 9999999 });
    const add = () => {
      if (!fields.participants.checkValidity()) return fields.participants.reportValidity();
      change({ kind: "add", claim: fields.claim.value, stance: fields.stance.value, design: fields.design.value,
        participants: fields.participants.value, question: fields.question.value });
    };
    return make("details", {}, make("summary", {}, "Add a study that does not exist"),
      select("claim", "About", settings.about.map((id) => [id, about(id)])),
      select("stance", "It reports", [["supports", "what is claimed"], ["contradicts", "that it is not so"]]),
      select("design", "Its design", Object.entries(data.designs), "not said"),
      make("p", {}, make("label", { for: "cw-ask-participants" }, "Its participants"), " ", fields.participants),
      select("question", "The question that it answers", Object.entries(data.questions), "not said"),
      make("p", { class: "cw-ask-actions" }, button("Add it", add)),
      make("p", { class: "cw-ask-note" }, "It counts as read, and as named by the review. What you leave open is missing under a lens that asks for it."));
  }

  const chosen = () => readings.find(({ reading }) => reading === state.reading) ?? readings[0];

  function queryForm() {
    if (!readings.length) return "";
    const output = make("div", { role: "status" });
    fields.sql = make("textarea", { id: "cw-ask-sql", rows: 6, spellcheck: "false", autocapitalize: "off" });
    fields.sql.value = chosen().sql;
    const run = async () => {
      output.textContent = "The query runs.";
      try {
        const [found] = await claimweaveSql.ask(machine.steps(state), [{ sql: fields.sql.value, most: 20 }], seconds());
        if (found.error) output.textContent = `It cannot run: ${found.error}`;
        else if (found.columns.length !== 1 || found.rows.length > 1 || ![1, 0, null, undefined].includes(found.rows[0]?.[0]))
          output.textContent = `It yields no verdict: one value is wanted, 1, 0 or NULL. It yields ${found.rows.map((row) => row.join(", ")).join("; ") || "nothing"}${found.more ? "; and more" : ""}.`;
        else output.replaceChildren(badge(verdict(found)));
      } catch (error) {
        output.textContent = error.message;
      }
    };
    return make("details", {}, make("summary", {}, "The query itself"),
      make("p", {}, make("label", { for: "cw-ask-sql" }, "It runs on the evidence as you changed it")), fields.sql,
      make("p", { class: "cw-ask-actions" }, button("Run", run), button("As it was", () => (fields.sql.value = chosen().sql)),
        button("End it", () => claimweaveSql.end())), output);
  }

  // Opening it, and what follows a change.

  const address = () => {
    const query = machine.written(location.search, state);
    return location.pathname + (query ? `?${query}` : "") + location.hash;
  };

  /** Bring the form to what the state says, however that came about. */
  function shown() {
    for (const box of body.querySelectorAll("[data-lens]")) box.checked = state.lenses.includes(box.dataset.lens);
    for (const input of body.querySelectorAll("[data-threshold]"))
      input.value = state.changes.find(({ kind, name }) => kind === "threshold" && name === input.dataset.threshold)?.value
        ?? data.thresholds[input.dataset.threshold].value;
    for (const radio of body.querySelectorAll("[type=radio]")) radio.checked = radio.value === state.reading;
  }

  async function update() {
    const own = ++turn;
    history.replaceState(null, "", address());
    shown();
    try {
      const found = await evaluated(machine.steps(state));
      const notes = await missing();
      if (own !== turn) return;
      say(sentence(found));
      result.replaceChildren(...[
        make("p", {}, badge(main(found)), ` ${data.verdicts[main(found)][2]}`),
        readings.length > 1 ? readingList(found) : "", make("p", {}, counts(found)),
        notes.length ? make("ul", {}, ...notes.map((note) => make("li", {}, note))) : "",
        changeList(), cellTable(found)].filter(Boolean));
    } catch (error) {
      if (own === turn) say(error.message);
    }
  }

  async function load() {
    const answer = await fetch(claimweaveSql.at("ask.json"));
    if (!answer.ok) throw new Error(`The changes could not be loaded (ask.json: ${answer.status}).`);
    data = await answer.json();
    machine = claimweaveState(data);
    const own = { ":claim": settings.claim, ":source": data.source };
    const [texts, rows, works] = await claimweaveSql.ask([], [
      { sql: "SELECT id, claim FROM claims", most: 100_000 },
      { sql: "SELECT reading, says, sql, counts FROM readings WHERE claim = :claim ORDER BY rowid", most: 99, values: own },
      { sql: "SELECT reference FROM evidence WHERE reference <> :source AND (claim = :claim OR EXISTS "
        + "(SELECT 1 FROM readings WHERE readings.claim = :claim)) GROUP BY reference ORDER BY min(number) IS NULL, min(number), reference",
        most: 100_000, values: own },
    ], seconds());
    claims = Object.fromEntries(texts.rows);
    readings = rows.rows.map(([reading, says, sql, counts_]) => ({ reading, says, sql, counts: counts_ }));
    state = machine.read(location.search, claims, readings.map(({ reading }) => reading));
    before = await evaluated(machine.steps({ changes: [], lenses: [] }));
    const form = make("form", { onsubmit: (event) => event.preventDefault() }, readingForm(),
      studyForm(works.rows.map(([key]) => key)), lensForm(), thresholdForm(), workForm(), queryForm());
    body.append(form);
  }

  async function open() {
    body.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    if (!data || !before) {
      say("The evidence is loaded.");
      await load();
    }
    await update();
  }

  opener.addEventListener("click", () => {
    if (!body.hidden) {
      body.hidden = true;
      opener.setAttribute("aria-expanded", "false");
    } else open().catch((error) => say(error.message));
  });
  for (const one of root.querySelectorAll("[data-changes]"))
    one.addEventListener("click", () => change(...JSON.parse(one.dataset.changes)));
  window.addEventListener("popstate", () => {
    if (!before) return;
    state = machine.read(location.search, claims, readings.map(({ reading }) => reading));
    update();
  });
  open().catch((error) => say(error.message)); // this script comes when somebody asks
})();
