/* The matrix: one view at a time, filters, and what is shown as a file.
   Everything it shows stands in the page already; without it the three views are plain tables.
   The data come from the JSON block that the server wrote beside them. */
(() => {
  "use strict";
  const root = document.getElementById("matrix");
  if (!root) return;
  const data = JSON.parse(document.getElementById("matrix-data").textContent);
  const form = document.getElementById("mx-form");
  const panel = document.getElementById("mx-panel");
  const title = document.getElementById("mx-panel-title");
  const body = panel.querySelector(".cw-mx-body");
  const status = document.getElementById("mx-status");
  const VIEWS = ["printed", "counts", "sources"];
  const FIRST = root.dataset.first; // the view that an address without one means
  const TICKED = ["design", "question", "identity"];
  const TYPED = ["population", "from", "to"];
  const OURS = ["view", ...TICKED, ...TYPED, "without"];
  const relations = Object.keys(data.relations);
  const labels = {
    design: Object.fromEntries(Object.entries(data.designs).map(([k, v]) => [k, v[0]])),
    question: data.questions,
    identity: data.identities,
  };
  let view = FIRST;
  let without = [];
  let shown = data.entries;

  /** Make an element: text is always text, never markup. */
  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  };
  const { plural, listed } = claimweaveCounting;
  const name = (key) => {
    const study = data.studies[key];
    return study.name + (study.number ? ` [${study.number}]` : "");
  };
  /** The element that the address points at, if any. */
  const pointed = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // the address holds a stray per cent sign
    }
  };
  const lower = (text) => (/^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text);

  // The state: the form, the view, and the studies taken out. Its other home is the address.

  const ticked = (field) =>
    [...form.querySelectorAll(`input[name="${field}"]:checked`)].map((box) => box.value);
  const typed = (field) => (form.elements[field] ? form.elements[field].value.trim() : "");

  function restore() {
    const query = new URLSearchParams(location.search);
    view = VIEWS.includes(query.get("view")) ? query.get("view") : FIRST;
    for (const field of TICKED) {
      const wanted = query.getAll(field);
      for (const box of form.querySelectorAll(`input[name="${field}"]`))
        box.checked = wanted.includes(box.value);
    }
    for (const field of TYPED)
      if (form.elements[field]) form.elements[field].value = query.get(field) || "";
    without = [...new Set(query.getAll("without"))].filter((key) => Object.hasOwn(data.studies, key));
    const target = pointed();
    const holder = target && target.closest(".cw-mx-view");
    if (holder && root.contains(holder)) view = holder.id.slice(3);
  }

  /** The address of what is shown, or of another view of it. */
  function address(other = view) {
    const query = new URLSearchParams(location.search);
    OURS.forEach((field) => query.delete(field));
    if (other !== FIRST) query.set("view", other);
    for (const field of TICKED) ticked(field).forEach((value) => query.append(field, value));
    for (const field of TYPED) if (typed(field)) query.set(field, typed(field));
    without.forEach((key) => query.append("without", key));
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  // What is shown.

  function matches(entry) {
    const study = data.studies[entry.study];
    const within = (field, values) => {
      const wanted = ticked(field);
      return !wanted.length || values.some((value) => wanted.includes(value));
    };
    const [from, to] = [typed("from"), typed("to")];
    return (
      !without.includes(entry.study) &&
      within("design", [study.design]) &&
      within("identity", [study.identity]) &&
      within("question", entry.reports.map((report) => report[0])) &&
      study.population.toLowerCase().includes(typed("population").toLowerCase()) &&
      (!from || (study.year !== null && study.year >= Number(from))) &&
      (!to || (study.year !== null && study.year <= Number(to)))
    );
  }

  /** What limits the entries that are shown, each in words. */
  function limits() {
    const found = TICKED.filter((field) => ticked(field).length).map((field) => {
      const words = listed(ticked(field).map((value) => lower(labels[field][value])), "or");
      return { design: "", question: "asked about ", identity: "reference " }[field] + words + " only";
    });
    const [from, to] = [typed("from"), typed("to")];
    if (typed("population")) found.push(`population contains “${typed("population")}”`);
    if (from && to) found.push(from === to ? `published in ${from}` : `published ${from} to ${to}`);
    else if (from) found.push(`published in ${from} or later`);
    else if (to) found.push(`published in ${to} or earlier`);
    if (without.length) found.push(`without ${listed(without.map(name), "and")}`);
    return found;
  }

  /** What is shown, in one plain sentence. */
  function sentence() {
    const all = data.entries.length;
    return limits().length ? `${shown.length} of ${all} entries: ${limits().join("; ")}.` : `All ${all} entries.`;
  }

  const tally = (entries, row, column) =>
    relations.map(
      (relation) =>
        entries.filter((e) => e.row === row && e.column === column && e.relation === relation).length,
    );
  /** The works of a tally on each side; what stands on neither is counted apart. */
  const sides = (numbers) => ["supports", "contradicts"].map((stance) => numbers.reduce(
    (sum, n, i) => sum + (data.relations[relations[i]][0] === stance ? n : 0), 0));
  const majority = (numbers, [pro, con] = sides(numbers)) =>
    pro + con === 0 && numbers.some(Boolean) ? "none for or against"
      : pro + con === 0 ? "no study" : pro > con ? "more for than against"
      : pro < con ? "more against than for" : "as many for as against";

  /** The cells whose majority is another than in the whole table, in words, and which are empty. */
  function changes() {
    const found = [];
    for (const row of Object.keys(data.rows))
      for (const column of Object.keys(data.columns)) {
        const [before, after] = [data.entries, shown].map((e) => tally(e, row, column));
        if (majority(before) !== majority(after))
          found.push({
            empty: after.every((n) => n === 0),
            text: `${data.rows[row]}, ${data.columns[column]}: ${after.join(" : ")}, ${majority(after)}; ` +
              `in the whole table ${before.join(" : ")}, ${majority(before)}.`,
          });
      }
    return found;
  }

  // Showing it.

  /* The printed table is the server's own: its entries stand in the order of the data. */
  const printed = [];
  for (const row of Object.keys(data.rows))
    for (const column of Object.keys(data.columns))
      for (const relation of relations) {
        const cell = document.getElementById([data.locator, row, relation, column].join("."));
        const own = data.entries.filter(
          (e) => e.row === row && e.column === column && e.relation === relation);
        const items = [...cell.querySelectorAll("li")];
        items.forEach((item, i) => {
          item.querySelector("a").dataset.entry = data.entries.indexOf(own[i]);
        });
        const none = make("span", { class: "cw-empty" }, "none of those shown");
        none.hidden = true;
        cell.prepend(none);
        printed.push({ items, none, own, list: cell.querySelector("ul"),
          count: cell.querySelector(".cw-count") });
      }
  const marks = [...root.querySelectorAll("[data-entry]")];
  for (const mark of marks) mark.setAttribute("aria-haspopup", "dialog");

  function update() {
    shown = data.entries.filter(matches);
    const numbers = new Set(shown.map((entry) => data.entries.indexOf(entry)));
    for (const mark of marks) mark.closest("li").hidden = !numbers.has(Number(mark.dataset.entry));
    for (const { items, none, own, list, count: link } of printed) {
      const left = items.filter((item) => !item.hidden).length;
      if (list) list.hidden = !left;
      none.hidden = !own.length || left > 0;
      if (link) link.lastChild.textContent = plural(left, "entry", "entries");
    }
    for (const cell of root.querySelectorAll("[data-cell]")) {
      const [row, column] = cell.dataset.cell.split(" ");
      const numbersOf = tally(shown, row, column);
      cell.querySelectorAll("[data-n]").forEach((node) => {
        node.textContent = numbersOf[relations.indexOf(node.dataset.n)];
      });
      const whole = tally(data.entries, row, column);
      const ofWhole = cell.querySelector(".cw-mx-whole"); // a badge is not computed anew here
      if (ofWhole) ofWhole.hidden = shown.length === data.entries.length || !cell.querySelector("[class*=cw-v-]");
      const was = cell.querySelector(".cw-mx-was");
      was.hidden = majority(whole) === majority(numbersOf);
      was.textContent = numbersOf.some(Boolean) ? `Majority changed: ${whole.join(" : ")} in the whole table.`
        : `None of those shown: ${whole.join(" : ")} in the whole table.`;
      for (const group of cell.querySelectorAll("[data-group]")) {
        const none = !group.querySelector("li:not([hidden])");
        group.querySelector(".cw-mx-none").hidden = !none;
        group.hidden = none && !("own" in group.dataset);
      }
    }
    for (const option of VIEWS) {
      root.querySelector(`#mx-${option}`).hidden = option !== view;
      const link = root.querySelector(`[data-view="${option}"]`);
      link.href = address(option);
      if (option === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    tell();
  }

  function tell() {
    const changed = changes();
    const filtered = shown.length < data.entries.length;
    const emptied = changed.filter((one) => one.empty).length;
    const turned = changed.length - emptied;
    const more = !filtered ? "" : [
      turned ? ` ${plural(turned, "cell changes its", "cells change their")} majority.` : " No cell changes its majority.",
      emptied ? ` ${plural(emptied, "cell has no study left.", "cells have no study left.")}` : "",
    ].join("");
    if (status.textContent !== sentence() + more) status.textContent = sentence() + more;
    form.querySelector("[type=reset]").hidden = !limits().length;
    const box = document.getElementById("mx-changes");
    box.hidden = !filtered;
    const told = changed.length ? changed.map((one) => one.text) : ["No cell changes its majority."];
    box.querySelector("ul").replaceChildren(...told.map((text) => make("li", {}, text)));
    const removed = document.getElementById("mx-removed");
    removed.hidden = !without.length;
    removed.replaceChildren(
      ...without.map((key) =>
        make("li", {}, make("button", { type: "button", onclick: () => putBack(key) },
          `Put back ${name(key)}`))),
    );
  }

  /** Show anew, and write the state into the address. */
  function changed() {
    update();
    history.replaceState(null, "", address());
  }

  function takeOut(key) {
    if (!without.includes(key)) without.push(key);
    changed();
    // The mark that was pressed may be gone: go on where the step can be undone.
    document.querySelector("#mx-removed li:last-child button").focus();
  }

  function putBack(key) {
    without = without.filter((other) => other !== key);
    changed();
    (document.querySelector("#mx-removed button") || status).focus();
  }

  // The panel: one entry with its study, the review's use, the source's report.

  function open(heading, ...children) {
    title.textContent = heading;
    body.replaceChildren(...children);
    panel.showModal();
    panel.scrollTop = 0;
    title.focus();
  }

  const fact = (label, ...content) => [make("dt", {}, label), make("dd", {}, ...content)];

  /** The form of the repository for a mistake in a study sheet, made of that of the page. */
  function mistakeIn(sheet) {
    const form = document.querySelector(".cw-mistake a[href*='/issues/new']");
    if (!form || !sheet) return "";
    const url = new URL(form.href);
    url.searchParams.set("title", `Report a mistake: ${sheet}`);
    url.searchParams.set("place", sheet);
    return make("a", { href: url.href, rel: "noopener" }, "Report a mistake in its sheet");
  }

  function showEntry(entry) {
    const study = data.studies[entry.study];
    const claim = data.claims[`${entry.row} ${entry.column}`];
    const [stance, relation] = data.relations[entry.relation];
    const reported = entry.findings.map(([question, mark, label, says]) =>
      make("li", {}, make("b", { "aria-hidden": "true" }, `${mark} `),
        make("span", { class: "cw-sr" }, `${label}: `), `${says} `,
        make("span", { class: "cw-question" }, data.questions[question])));
    const nothing = `${entry.reports[0][3][0].toUpperCase()}${entry.reports[0][3].slice(1)}.`;
    const [mark, word, said] = entry.agrees;
    open(
      name(entry.study),
      make("p", { class: "cw-mx-cite" }, study.citation),
      make("dl", { class: "cw-mx-facts" },
        ...fact("Study", [labels.design[study.design],
          study.size, study.population]
          .filter(Boolean).join("; "), ".", make("p", { class: "cw-limits" }, study.identified)),
        ...fact("The review", `It files it under “${relation}”, for ${data.rows[entry.row]} and ` +
          `${data.columns[entry.column]}. ${entry.note}`),
        ...fact("The source", reported.length ? make("ul", {}, ...reported) : nothing,
          study.limits ? make("p", { class: "cw-limits" }, study.limits) : "",
          study.read ? make("p", { class: "cw-limits" }, `Read: ${study.read}`,
            ...(study.where ? [", ", make("a", { href: study.where }, "where it was read")] : []), ".") : ""),
        ...(word ? fact("Do they agree?", make("span", { class: `cw-badge cw-a-${entry.agreement}` },
          `${mark} ${word}`), ` ${said}`) : [])),
      make("p", { class: `cw-mx-links cw-s-${stance}` },
        make("a", { href: study.url }, "The reference"), " ",
        make("a", { href: claim.url }, "The claim and all its evidence"), " ", mistakeIn(study.sheet)),
      make("p", {}, make("button", { type: "button", onclick: () => {
        panel.close();
        takeOut(entry.study);
      } }, "Look at the table without this study")),
    );
  }

  /** The day of what the site was built from, if the site knows it. */
  const DAY = document.querySelector("meta[name=claimweave-day]")?.content || "";
  const asOf = () => (DAY ? `As of ${DAY}. ` : "");

  function cite() {
    const text = `${data.review}. ${data.table}: ${sentence()} In: ${document.title}. ` +
      `${asOf()}${new URL(address(), location.href).href}`;
    const field = make("textarea", { readonly: "", rows: "6", "aria-label": "Citation" });
    field.value = text;
    const said = make("span", { role: "status" });
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = " Copied.";
      } catch {
        field.select(); // not allowed to copy: it is marked, so one key does it
        said.textContent = " Press Ctrl+C or ⌘C to copy.";
      }
    };
    open("Cite what is shown", field,
      make("p", {}, make("button", { type: "button", onclick: copy }, "Copy"), said));
  }

  // What is shown, as a file.

  function save(content, type, ending) {
    const file = data.table.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    claimweaveFiles.save(content, type, `${file}-${ending}`);
  }

  function csv() {
    const head = [data.axes[0], "relation", data.axes[1], "reference", "number", "study", "year",
      "design", "population", "identity", "reports", "agreement", "shown", "address", "as_of"];
    const shared = [sentence(), new URL(address(), location.href).href, DAY];
    const rows = shown.map((entry) => {
      const s = data.studies[entry.study];
      const reports = entry.reports.map(([question, direction]) =>
        question === direction ? direction : `${question}: ${direction}`).join("; ");
      return [entry.row, entry.relation, entry.column, entry.study, s.number, s.name, s.year,
        s.design, s.population, s.identity, reports, entry.agreement, ...shared];
    });
    return claimweaveFiles.csv([head, ...rows]);
  }

  const SIGNS = { supports: "▲", contradicts: "▼", neither: "⊘" };
  const INK = { text: "#1d2426", soft: "#4a5457", line: "#b9b3a4", paper: "#fbf9f4",
    supports: "#005a9c", contradicts: "#a33b00", neither: "#4f5558", background: "#4f5558" };

  /** The table as shown, as a drawing with a title, a legend and its address. */
  function drawing() {
    const NS = "http://www.w3.org/2000/svg";
    const rows = Object.keys(data.rows), columns = Object.keys(data.columns);
    const left = 150, wide = 270, width = left + wide * columns.length + 20;
    const put = (tag, attributes, text = "") => {
      const node = document.createElementNS(NS, tag);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      node.textContent = text;
      return node;
    };
    const svg = put("svg", { xmlns: NS, width, role: "img",
      "font-family": "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif", "font-size": 13 });
    const write = (x, y, text, more = {}) =>
      svg.append(put("text", { x, y, fill: INK.text, ...more }, text));
    const wrap = (text, most) => text.split(" ").flatMap((w) => w.match(new RegExp(`.{1,${most}}`, "g")) || [])
      .reduce((lines, word) => {
        if (lines.length && `${lines.at(-1)} ${word}`.length <= most) lines[lines.length - 1] += ` ${word}`;
        else lines.push(word);
        return lines;
      }, []);
    const paper = put("rect", { width: "100%", height: "100%", fill: INK.paper });
    svg.append(put("title", {}, `${data.table}: ${sentence()}`), paper);
    let y = 30;
    const heading = root.querySelector(`[data-view="${view}"]`).textContent.toLowerCase();
    write(12, y, `${data.table}, ${heading}`, { "font-size": 18, "font-weight": 700 });
    for (const line of [...wrap(data.review, 120), ...wrap(sentence(), 120)]) write(12, (y += 20), line);
    y += 30;
    columns.forEach((c, i) => write(left + i * wide + 10, y, data.columns[c], { "font-weight": 700 }));
    y += 10;
    for (const row of rows) {
      const top = y;
      svg.append(put("path", { d: `M12 ${y}H${width - 12}`, stroke: INK.line }));
      write(12, y + 22, data.rows[row], { "font-weight": 700 });
      columns.forEach((column, i) => {
        const own = shown.filter((e) => e.row === row && e.column === column);
        const listedAtAll = data.entries.some((e) => e.row === row && e.column === column);
        const x = left + i * wide + 10;
        let end = top + 22;
        if (!own.length) write(x, end, listedAtAll ? "none of those shown"
          : data.apart[`${row} ${column}`] || "the review lists no study",
          { fill: INK.soft, "font-style": "italic" });
        else end = view === "counts" ? harvest(own, x, top) : lines(own, x, top);
        y = Math.max(y, end + 16);
      });
    }
    svg.append(put("path", { d: `M12 ${y}H${width - 12}`, stroke: INK.line }));
    legend();
    for (const line of wrap(asOf() + new URL(address(), location.href).href, 120)) write(12, (y += 20), line, { fill: INK.soft });
    svg.setAttribute("height", y + 20);
    svg.setAttribute("viewBox", `0 0 ${width} ${y + 20}`);
    return svg;

    function outline(design, x, at, ink, fill) {
      svg.append(put("path", { d: data.designs[design][1], stroke: ink, "stroke-width": 1.6,
        fill: fill === "full" ? ink : INK.paper, transform: `translate(${x} ${at})`,
        ...(fill === "dashed" ? { "stroke-dasharray": "2.5 2.5" } : {}) }));
    }
    function harvest(own, x, top) {
      const perLine = Math.floor((wide - 50) / 25);
      const rows = (entries) => Math.max(1, Math.ceil(entries.length / perLine));
      const [up, ...rest] = relations.map((relation) => own.filter((e) => e.relation === relation));
      const zero = top + 12 + 25 * rows(up);
      const place = (entries, base, sign) => entries.forEach((e, n) => {
        const line = Math.floor(n / perLine);
        outline(data.studies[e.study].design, x + 26 + (n % perLine) * 25,
          sign < 0 ? base - 24 - 25 * line : base + 4 + 25 * line,
          INK[data.relations[e.relation][0]], e.fill);
      });
      const number = (entries, at, relation) =>
        write(x, at, entries.length, { "font-weight": 700, fill: INK[data.relations[relation][0]] });
      svg.append(put("path", { d: `M${x} ${zero}H${x + wide - 24}`, stroke: INK.text }));
      place(up, zero, -1);
      let base = zero;
      const below = rest.map((entries) => {
        place(entries, base, 1);
        const at = base;
        base += 25 * rows(entries);
        return at;
      });
      number(up, zero - 8, relations[0]);
      rest.forEach((entries, i) => number(entries, below[i] + 20, relations[i + 1]));
      return base + 4;
    }
    function lines(own, x, top) {
      let at = top + 4;
      const group = (text, entries, before, always = false) => {
        if (!entries.length && !always) return;
        wrap(text, 38).forEach((part) => write(x, (at += 18), part, { fill: INK.soft, "font-size": 12 }));
        entries.forEach((e) => write(x, (at += 18), `${before(e)} ${name(e.study)}`,
          { fill: INK[data.relations[e.relation][0]] }));
        if (!entries.length) write(x, (at += 18), "no source seen", { fill: INK.soft, "font-style": "italic" });
      };
      const sign = (e) => SIGNS[data.relations[e.relation][0]];
      if (view === "printed")
        for (const relation of relations)
          group(data.relations[relation][1], own.filter((e) => e.relation === relation), sign);
      else
        for (const [question, label] of Object.entries(data.questions))
          group(label, own.filter((e) => e.reports.some((r) => r[0] === question)),
            (e) => `${sign(e)} ${e.reports.find((r) => r[0] === question)[2]}`, question === data.question);
      return at;
    }
    function legend() {
      let x = 12;
      y += 26;
      const item = (text, draw) => {
        const space = 40 + text.length * 7.2;
        if (x + space > width) [x, y] = [12, y + 26];
        draw(x, y);
        write(x + 26, y, text);
        x += space;
      };
      relations.forEach((r) => item(data.relations[r][1], (at, line) =>
        write(at + 4, line, SIGNS[data.relations[r][0]], { fill: INK[data.relations[r][0]] })));
      if (view === "counts") {
        for (const design of new Set(shown.map((e) => data.studies[e.study].design)))
          item(labels.design[design], (at, line) => outline(design, at, line - 15, INK.soft, "hollow"));
        const any = data.studies[shown[0]?.study]?.design ?? Object.keys(data.designs)[0];
        for (const [fill, said] of Object.entries(data.fills))
          item(said, (at, line) => outline(any, at, line - 15, INK.soft, fill));
      }
      if (view === "sources")
        for (const [sign, label] of data.signs)
          item(label, (at, line) => write(at + 6, line, sign));
      y += 8;
    }
  }

  async function png() {
    const svg = drawing();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    await image.decode();
    const canvas = make("canvas", { width: 2 * image.width, height: 2 * image.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "image/png", `${view}.png`), "image/png");
  }

  const actions = {
    csv: () => save(csv(), "text/csv;charset=utf-8", "shown.csv"),
    svg: () => save(new XMLSerializer().serializeToString(drawing()), "image/svg+xml", `${view}.svg`),
    png,
    cite,
    without: () => {
      const chosen = document.getElementById("mx-study");
      if (chosen.value) takeOut(chosen.value);
      chosen.value = "";
    },
  };

  /** Whoever taps a cell, and no mark in it, wants to know what stands behind it. */
  function openCell({ target }) {
    const cell = target.closest("td");
    if (!cell || target.closest("a, button, summary, input") || !getSelection().isCollapsed) return;
    cell.querySelector("a.cw-mx-answer, a.cw-mx-claim, a.cw-count")?.click();
  }

  // Listening.

  root.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("[data-view], [data-entry], [data-do]");
    if (!link) return openCell(event);
    if (link.dataset.do) return void actions[link.dataset.do]();
    event.preventDefault();
    if (link.dataset.entry) return showEntry(data.entries[Number(link.dataset.entry)]);
    view = link.dataset.view;
    changed();
  });
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    without = [];
    status.focus(); // the button goes with what it undid
    setTimeout(changed); // the fields are emptied after this event
  });
  panel.querySelector(".cw-mx-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close(); // beside the panel
  });
  for (const when of ["popstate", "hashchange"])
    window.addEventListener(when, () => {
      restore();
      update();
    });

  restore();
  update();
  root.classList.add("cw-mx-on");
  if (root.contains(pointed())) pointed().scrollIntoView();
})();
