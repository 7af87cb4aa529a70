/* The panel of a claim, or of cells of the table: the reader changes the evidence, and verdict,
   sentence and counts follow. It is loaded when it is opened (ask-open.js). The changes are in the
   address, so that whoever gets it sees the same. Without this script readings, lenses and counts
   stand in the page as tables. */
(() => {
  "use strict";
  const root = document.getElementById("cw-ask");
  if (!root) return;
  const opener = document.getElementById("cw-ask-open");
  const body = document.getElementById("cw-ask-body");
  const status = root.querySelector("[role=status]");
  /** What all parts of the panel know; the rest of it comes once it is open. */
  const ask = {
    settings: JSON.parse(root.dataset.settings),
    seconds: () => Number(root.dataset.seconds),
    root, opener, status, result: root.querySelector(".cw-ask-result"),
    state: { changes: [], lenses: [], reading: "", sql: "", strange: [] },
    before: null, change, without, update,
  };
  let evidence, words, result, form;
  let turn = 0; // of several questions only the last one's answer is shown

  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };
  const read = () => ask.machine.read(location.search, ask.claims, ask.readings.map(({ reading }) => reading));
  const address = () => {
    const query = ask.machine.written(location.search, ask.state);
    return location.pathname + (query ? `?${query}` : "") + location.hash;
  };

  /** Put changes to those that there are; one that says something else of the same takes its place. */
  function change(...made) {
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const ofWork = (one) => ["withdraw", "reported"].includes(one.kind);
    const alike = (a, b) => (a.kind === "threshold" && b.kind === "threshold" && a.name === b.name)
      || (ofWork(a) && ofWork(b) && a.key === b.key);
    for (const one of made) {
      if (one.kind !== "add" && ask.state.changes.some((other) => same(one, other))) continue;
      ask.state.changes = [...ask.state.changes.filter((other) => !alike(one, other)), one];
    }
    update();
  }

  function without(meant) {
    ask.state.changes = ask.state.changes.filter((one) => !meant(one));
    update();
  }

  async function update() {
    const own = ++turn;
    history.replaceState(null, "", address());
    form.bring();
    try {
      const found = await evidence.evaluated(ask.state);
      const notes = await evidence.missing(ask.state);
      if (own !== turn) return;
      say(words.sentence(found));
      result.show(found, notes);
      form.follow();
    } catch (error) {
      if (own === turn) say(error.message);
    }
  }

  async function load() {
    const answer = await fetch(claimweaveSql.at("ask.json"));
    if (!answer.ok) throw new Error(`The changes could not be loaded (ask.json: ${answer.status}).`);
    ask.data = await answer.json();
    ask.machine = claimweaveState(ask.data);
    evidence = claimweaveEvidence(ask);
    ask.verdict = evidence.verdict;
    await evidence.load();
    words = claimweaveWords(ask);
    result = claimweaveResult(ask, words);
    ask.before = await evidence.evaluated({ changes: [], lenses: [] });
    ask.state = read();
    form = claimweaveForm(ask, words, result.badge);
    body.append(form.form);
  }

  async function open() {
    body.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    if (!form) {
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
    if (!form) return;
    ask.state = read();
    update();
  });
  open().catch((error) => say(error.message)); // this script comes when somebody asks
})();
