/* What the reader can change in the panel, each with its words, and the query itself. */
const claimweaveForm = (ask, words, badge) => {
  "use strict";
  const { settings, data } = ask;
  const { make, button, group, fold, note, table, shorter } = claimweaveElements;
  const { plural } = claimweaveCounting;
  const MOST = 100; // works that are listed at once
  const FEW = 12; // works that are in sight although none of them is cited for this
  const fields = {};

  const option = ([value, label]) => make("option", { value }, shorter(label));
  const select = (name, label, options, first) => {
    fields[name] = make("select", { id: `cw-ask-${name}` }, ...(first ? [option(["", first])] : []), ...options.map(option));
    return make("p", {}, make("label", { for: `cw-ask-${name}` }, label), " ", fields[name]);
  };
  const tick = (options, text, ...more) => make("label", {}, make("input", { type: "checkbox", ...options }), ` ${text}`, ...more);

  function readings() {
    if (ask.readings.length < 2) return "";
    const radio = (value, text) => make("label", {}, make("input", { type: "radio", name: "cw-ask-reading", value,
      onchange: () => { ask.state.reading = value; ask.state.sql = ""; ask.update(); } }), ` ${text}`);
    return group("How its sentence is read", radio("", "All readings together"), ...ask.readings.map((one) => radio(one.reading, one.says)));
  }

  // The studies: each is ticked as long as it counts.

  const turn = (kind, key, on) => (on ? ask.change({ kind, key }) : ask.without((one) => one.kind === kind && one.key === key));

  function study({ key, compared }) {
    const name = words.work(key);
    return make("li", {}, tick({ "data-work": key, onchange: ({ target }) => turn("withdraw", key, !target.checked) }, `${name} `,
      note(words.filed(key))),
      compared ? tick({ "data-own": key, "aria-label": `${name} as it reports itself`,
        onchange: ({ target }) => turn("reported", key, target.checked) }, "as it reports itself") : "");
  }

  const list = (works) => make("ul", { class: "cw-ask-studies" }, ...works.map(study));

  /** Many works: those whose name holds what the reader types. */
  function found(title, works) {
    if (works.length <= MOST) return fold(title, list(works));
    const shown = list([]);
    const said = make("p", { class: "cw-ask-note", role: "status" });
    const find = make("input", { id: "cw-ask-find", type: "search", oninput: () => {
      const text = find.value.trim().toLowerCase();
      const meant = works.filter(({ key }) => words.work(key).toLowerCase().includes(text));
      shown.replaceChildren(...meant.slice(0, MOST).map(study));
      said.textContent = meant.length > MOST ? `The first ${MOST} of ${meant.length}: type a part of a name.` : "";
      bring();
    } });
    const made = fold(title, make("p", {}, make("label", { for: "cw-ask-find" }, "Find a study"), " ", find), said, shown);
    made.addEventListener("toggle", () => find.dispatchEvent(new Event("input")), { once: true });
    return made;
  }

  function studies() {
    const [near, far] = [ask.works.filter((one) => one.near), ask.works.filter((one) => !one.near)];
    if (!ask.works.length) return "";
    const first = near.length || far.length > FEW ? near.slice(0, MOST) : far;
    const rest = ask.works.filter((one) => !first.includes(one));
    return group("Which studies count", make("p", {}, note("Take the tick away, and a study is out.")), first.length ? list(first) : "",
      rest.length ? found(`${first.length ? "Other" : "All"} studies (${rest.length})`, rest) : "",
      ask.works.some((one) => one.compared) ? tick({ "data-own": "*", onchange: ({ target }) => turn("reported", "*", target.checked) },
        "All as they report themselves ",
        note("What a study denies counts on the other side; where it answers another question, is silent, or was not read, it counts on neither.")) : "");
  }

  function lenses() {
    const boxes = Object.entries(data.lenses).map(([name, lens]) => tick({ "data-lens": name, onchange: ({ target }) => {
      const on = new Set(ask.state.lenses);
      if (target.checked) on.add(name);
      else on.delete(name);
      ask.state.lenses = Object.keys(data.lenses).filter((one) => on.has(one));
      ask.update();
    } }, `${lens.label} `, note(lens.says)));
    return boxes.length ? group("Only some of the evidence counts", ...boxes) : "";
  }

  function thresholds() {
    const lines = settings.thresholds.map((name) => {
      const { value, says } = data.thresholds[name];
      return make("p", {}, make("label", { for: `cw-ask-t-${name}` }, `“${name}”`), " ",
        make("input", { id: `cw-ask-t-${name}`, type: "number", min: 1, max: 1000, value, "data-threshold": name,
          onchange: ({ target }) => {
            ask.state.changes = ask.state.changes.filter((one) => one.kind !== "threshold" || one.name !== name);
            if (target.checkValidity() && target.value && Number(target.value) !== value)
              ask.state.changes = [...ask.state.changes, { kind: "threshold", name, value: String(Number(target.value)) }];
            ask.update();
          } }), note(` ${says}`));
    });
    if (!lines.length) return "";
    return settings.claim ? group("How many a word asks for", ...lines)
      : fold("How many a word of a conclusion asks for", ...lines);
  }

  function made() {
    if (!settings.about.length) return "";
    fields.participants = make("input", { id: "cw-ask-participants", type: "number", min: 1, max: 9999999 });
    const add = () => {
      if (!fields.participants.checkValidity()) return fields.participants.reportValidity();
      return ask.change({ kind: "add", claim: fields.claim.value, stance: fields.stance.value, design: fields.design.value,
        participants: fields.participants.value, question: fields.question.value });
    };
    return fold("Add a study that does not exist",
      select("claim", "About", settings.about.map((id) => [id, words.about(id)])),
      select("stance", "It reports", [["supports", "what is claimed"], ["contradicts", "that it is not so"]]),
      select("design", "Its design", Object.entries(data.designs), "not said"),
      make("p", {}, make("label", { for: "cw-ask-participants" }, "Its participants"), " ", fields.participants),
      select("question", "The question that it answers", Object.entries(data.questions), "not said"),
      make("p", { class: "cw-ask-actions" }, button("Add it", add)),
      make("p", {}, note("It counts as read, and as named by the review. What you leave open is missing under a lens that asks for it.")));
  }

  // The query itself.

  const query = () => (ask.readings.find(({ reading }) => reading === ask.state.reading) ?? ask.readings[0])?.sql ?? settings.sql;
  const verdicts = [1, 0, null, undefined];
  const LONGEST = 1000; // characters of a value that are shown
  const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${plural(text.length, "character")})` : text);
  let stated = ""; // the query that the state says: what a reader types stays until it is run
  let follows = false; // whether what it yields follows each change: once it was run, and came to an end
  let runs = 0; // of several runs only the last one's answer is shown

  function told(answer) {
    if (answer.error) return [`It cannot run: ${answer.error}`];
    const one = answer.columns.length === 1 && answer.rows.length < 2 && verdicts.includes(answer.rows[0]?.[0]);
    if (ask.readings.length && one) return [badge(ask.verdict(answer))];
    const rows = answer.rows.map((row) => row.map((value) => cut(`${value ?? "NULL"}`)).join(", ")).join("; ") || "nothing";
    const more = answer.more ? "; and more" : "";
    if (ask.readings.length) return [`It yields no verdict: one value is wanted, 1, 0 or NULL. It yields ${rows}${more}.`];
    return [table(answer.more ? "The first 20 rows; there are more" : "What it yields", answer.columns,
      answer.rows.map((row) => make("tr", {}, ...row.map((value) => make("td", {}, cut(`${value ?? ""}`))))))];
  }

  /** Run the query that the state says, and show what it yields. */
  async function run() {
    const own = ++runs;
    fields.yields.textContent = "The query runs.";
    try {
      const [answer] = await claimweaveSql.ask(ask.machine.steps(ask.state), [{ sql: stated, most: 20 }], ask.seconds());
      if (own === runs) fields.yields.replaceChildren(...told(answer));
    } catch (error) {
      follows = false; // one that had to be ended would hold up each change
      if (own === runs) fields.yields.textContent = error.message;
    }
  }

  /** Keep a query that is the reader's own in the address, and run it. */
  function asked(sql) {
    fields.sql.value = sql;
    ask.state.sql = sql.trim() === query().trim() ? "" : sql;
    follows = true;
    ask.update();
  }

  function itself() {
    fields.yields = make("div", { role: "status" });
    fields.sql = make("textarea", { id: "cw-ask-sql", rows: 6, spellcheck: "false", autocapitalize: "off" });
    fields.own = make("p", { hidden: "" }, note("This query is not the one of this page: somebody has edited it, and what it yields is no verdict of the review."));
    fields.itself = fold("The query itself",
      make("p", {}, make("label", { for: "cw-ask-sql" }, "It runs on the evidence as you changed it")), fields.sql,
      make("p", { class: "cw-ask-actions" }, button("Run", () => asked(fields.sql.value)), button("As it was", () => asked(query())),
        button("End it", () => claimweaveSql.end())), fields.own, fields.yields);
    return fields.itself;
  }

  /** Bring the query to what the state says. */
  function bringQuery() {
    const sql = ask.state.sql || query();
    fields.own.hidden = !ask.state.sql;
    if (sql === stated) return;
    fields.sql.value = stated = sql;
    if (ask.state.sql) fields.itself.open = follows = true;
  }

  const form = make("form", { onsubmit: (event) => event.preventDefault() });

  /** Bring the form to what the state says, however that came about. */
  function bring() {
    const { changes, lenses: on, reading } = ask.state;
    const has = (kind, key) => changes.some((one) => one.kind === kind && one.key === key);
    for (const box of form.querySelectorAll("[data-work]")) box.checked = !has("withdraw", box.dataset.work);
    for (const box of form.querySelectorAll("[data-own]")) {
      box.disabled = box.dataset.own !== "*" && has("reported", "*");
      box.checked = box.disabled || has("reported", box.dataset.own);
    }
    for (const box of form.querySelectorAll("[data-lens]")) box.checked = on.includes(box.dataset.lens);
    for (const input of form.querySelectorAll("[data-threshold]"))
      input.value = changes.find(({ kind, name }) => kind === "threshold" && name === input.dataset.threshold)?.value
        ?? data.thresholds[input.dataset.threshold].value;
    for (const radio of form.querySelectorAll("[type=radio]")) radio.checked = radio.value === reading;
    bringQuery();
  }

  form.append(...[studies(), lenses(), readings(), thresholds(), made(), itself()].filter(Boolean));
  return { form, bring, follow: () => (follows ? run() : null) };
};
