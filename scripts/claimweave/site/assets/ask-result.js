/* What the panel shows of what the evidence comes to: verdicts, answers, counts and cells, each with
   what it was before, and the changes with a button that takes each back. */
const claimweaveResult = (ask, words) => {
  "use strict";
  const { settings, data } = ask;
  const { make, button, fold, note, table, shorter } = claimweaveElements;
  const { plural } = claimweaveCounting;
  const badge = (verdict) => make("span", { class: `cw-badge cw-v-${verdict}` },
    make("span", { "aria-hidden": "true" }, data.verdicts[verdict][0]), ` ${data.verdicts[verdict][1]}`);
  const was = (text, other) => (text === other ? "" : note(` before: ${other}`));
  const list = (items) => (items.length ? make("ul", {}, ...items) : "");

  function verdictOf(found) {
    if (!settings.claim) return "";
    return make("p", {}, badge(words.main(found)), ` ${data.verdicts[words.main(found)][2]}`);
  }

  function readingList(found) {
    if (ask.readings.length < 2) return "";
    return make("ul", { class: "cw-ask-readings" }, ...ask.readings.map((one, i) =>
      make("li", one.reading === ask.state.reading ? { "aria-current": "true" } : {},
        badge(found.verdicts[i]), ` ${one.says}`,
        was(data.verdicts[found.verdicts[i]][1], data.verdicts[ask.before.verdicts[i]][1]),
        found.faults[i] ? note(` It cannot run: ${found.faults[i]}`) : "")));
  }

  /** The answer of each cell in words; a conclusion looks at cells as numbers. */
  function answers(found) {
    if (ask.readings.length) return [];
    return settings.cells.map((cell) => make("div", { class: "cw-ask-answer" },
      make("p", {}, settings.cells.length > 1 ? make("b", {}, `${words.cellName(cell)}: `) : "", words.answered(found, cell),
        words.tally(found, cell) === words.tally(ask.before, cell) ? "" : note(` Before: ${words.tally(ask.before, cell)}.`)),
      make("p", {}, words.turning(found, cell))));
  }

  /** A conclusion's own page, which takes the changes along. */
  function link(id) {
    const query = ask.machine.written("", { ...ask.state, reading: "" });
    const href = claimweaveSql.at(`../claims/${id}/${query ? `?${query}` : ""}#cw-ask`);
    return make("a", { href }, ask.claims[id]);
  }

  /** What else uses the cells: first what now comes to something else. */
  function others(found) {
    if (settings.claim) return [];
    const line = (id) => make("li", {}, badge(found.stands[id]), " ", link(id),
      was(data.verdicts[found.stands[id]][1], data.verdicts[ask.before.stands[id]][1]));
    const moved = (id) => found.stands[id] !== ask.before.stands[id];
    const all = [...settings.conclusions, ...settings.claims];
    const [turned, same] = [all.filter(moved), all.filter((id) => !moved(id))];
    const more = settings.left_out ? make("p", {}, note(`${plural(settings.left_out, "conclusion")} more ${settings.left_out === 1 ? "uses" : "use"} this and ${settings.left_out === 1 ? "is" : "are"} not asked here.`)) : "";
    return [turned.length ? make("h4", {}, "What comes to something else") : "", list(turned.map(line)),
      same.length ? fold(`${turned.length ? "What stays as it is" : "Conclusions and claims that use it"} (${same.length})`, list(same.map(line))) : "", more];
  }

  function counts(found) {
    const side = (name) => found.sides[name] ?? 0;
    const rows = `${plural(found.rows, "row")} of evidence count${found.rows === 1 ? "s" : ""}; before: ${ask.before.rows}.`;
    const own = settings.claim && !ask.readings.length;
    return make("p", {}, own ? `${plural(side("supports"), "source")} for it and ${side("contradicts")} against it. ${rows}` : rows);
  }

  /** The table's cells: those that it is about, and those that changed, before all others. */
  function cells(found) {
    if (settings.claim && !ask.readings.length) return []; // its own cells stand there in words
    const cell = (row) => [...row.slice(1, 3), ...row.slice(5)]; // of several tables, with its own
    const name = (row) => cell(row).join("\n");
    const tally = (row) => `${row[3]} : ${row[4]}`;
    const old = new Map(ask.before.cells.map((row) => [name(row), tally(row)]));
    const own = new Set(settings.cells.map((cell) => cell.join("\n")));
    const line = (row) => make("tr", old.get(name(row)) === tally(row) ? {} : { class: "cw-ask-moved" },
      make("th", { scope: "row" }, words.cellName(cell(row))),
      make("td", { class: "cw-n" }, tally(row)), make("td", { class: "cw-n" }, old.get(name(row)) ?? ""));
    const about = (row) => ask.readings.length && (!own.size || own.has(name(row)));
    const first = found.cells.filter((row) => about(row) || old.get(name(row)) !== tally(row));
    const rest = found.cells.filter((row) => !first.includes(row));
    const shown = (caption, rows) => (rows.length ? table(caption, ["Cell", "Now", "Before"], rows.map(line)) : "");
    return [shown("The cells of the table, for : against", first),
      rest.length ? fold(`The other cells (${rest.length})`, shown("For : against", rest)) : ""];
  }

  /** The changes, each with a button that takes it back. */
  function changeList() {
    const { changes, lenses } = ask.state;
    if (!changes.length && !lenses.length) return "";
    const undo = (text, then) => make("li", {}, `${text} `, make("button", { type: "button",
      "aria-label": `Take back: ${text}`, onclick: () => { then(); ask.opener.focus(); ask.update(); } }, "Take back"));
    const label = (name) => data.lenses[name].label;
    return make("div", {}, make("h4", {}, "What you changed"), make("ul", { class: "cw-ask-changes" },
      ...changes.map((one) => undo(words.described(one), () => (ask.state.changes = changes.filter((other) => other !== one)))),
      ...lenses.map((name) => undo(label(name), () => (ask.state.lenses = lenses.filter((other) => other !== name))))),
      make("p", { class: "cw-ask-actions" }, button("Start again", () => {
        ask.state = { changes: [], lenses: [], reading: ask.state.reading, strange: [] };
        ask.opener.focus();
        ask.update();
      }), question()));
  }

  /** The repository's own form for questions, with the change, the claim and the address in it. */
  function question() {
    if (!settings.repository) return "";
    const query = new URLSearchParams({ template: settings.form, title: `Question: ${shorter(settings.title)}`,
      place: location.href, claim: settings.title, changed: words.changed(ask.state).join("\n"), found: ask.status.textContent });
    return make("a", { href: `${settings.repository}/issues/new?${query}`, rel: "noopener" }, "Send this as a question");
  }

  /** What each now comes to, beside the changes that would turn it. */
  function turns(found) {
    for (const line of ask.root.querySelectorAll("[data-turns]")) {
      const at = ask.readings.findIndex(({ reading }) => reading === line.dataset.turns);
      line.querySelector(".cw-badge")?.remove();
      if (settings.claim) line.prepend(badge(at < 0 ? found.stands[settings.claim] : found.verdicts[at]), " ");
    }
  }

  function show(found, notes) {
    turns(found);
    ask.result.replaceChildren(...[verdictOf(found), readingList(found), ...answers(found), counts(found),
      list(notes.map((one) => make("li", {}, one))), changeList(), ...others(found), ...cells(found)].filter(Boolean));
  }

  return { show, badge };
};
