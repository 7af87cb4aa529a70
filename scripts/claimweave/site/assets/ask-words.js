/* What the panel says: the changes, and what follows from them. How the answer of a cell is worded
   comes from the engine (ask.json); here it is chosen by the numbers, as answer_wording.py does. */
const claimweaveWords = (ask) => {
  "use strict";
  const { settings, data } = ask;
  const { filled, shorter } = claimweaveElements;
  const { plural, listed } = claimweaveCounting;
  const SIDES = { supports: "for", contradicts: "against" };

  const about = (id) => data.cells[id] ?? ask.claims[id] ?? id;
  const made = (key) => (key.startsWith("made-up-") ? `made-up work ${key.slice(8)}` : key);
  const work = (key) => (key === "*" ? "All works" : data.works[key] ?? made(key));
  const term = (name) => data.terms[name] ?? name;
  const namesOf = (table) => data.answer.tables?.[table] ?? data.answer.names; // of several tables, the cell's own
  const cellName = ([row, column, table]) => `${table ? `${namesOf(table).title}, ` : ""}${term(row)}, ${term(column)}`;

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
          change.participants ? plural(change.participants, "participant") : "size not said",
          change.question ? data.questions[change.question] : "question not said"].join(", ");
      default:
        return `“${change.name}” asks for ${change.value}, not ${data.thresholds[change.name].value}`;
    }
  }
  const changed = ({ changes, lenses }) => [...changes.map(described), ...lenses.map((name) => data.lenses[name].label)];

  // The answer of a cell.

  const lean = (yes, no) => (yes + no === 0 ? "nothing" : yes === no ? "even" : yes > no ? "for" : "against");

  /** The entries of a cell by their side, and what those that were read report. */
  function entered(found, [row, column, table]) {
    const here = found.entries.filter((one) => one[1] === row && one[2] === column && one[7] === table);
    const rows = here.filter((one) => one[3] !== "neither");
    const side = (stance) => new Set(rows.filter((one) => one[3] === stance).map((one) => one[4]));
    const read = rows.filter((one) => one[6]);
    const claim = found.cells.find((one) => one[1] === row && one[2] === column && one[5] === table)?.[0];
    return { apart: new Set(here.filter((one) => one[3] === "neither").map((one) => one[4])).size,
       yes: side("supports"), no: side("contradicts"), cited: rows.length, read: read.length,
      agreeing: read.filter((one) => one[5] === "agrees").length, exact: data.exact.includes(claim) };
  }

  /** What the table lists on a cell, and what of it is borne out: the sentence of `found`. */
  function answered(found, cell) {
    const { listed: said } = data.answer;
    const names = namesOf(cell[2]);
    const entry = entered(found, cell);
    const [yes, no] = [entry.yes.size, entry.no.size];
    const apart = plural(entry.apart, "work");
    if (!(yes + no)) return filled(entry.apart ? said.apart : said.nothing, { ...names, apart });
    const values = { ...names, borne: borneOut(entry), beside: entry.apart ? filled(said.beside, { apart }) : "", against: no, works: plural(yes || no, "work") };
    if (yes && no) return filled(said.both, values);
    const [side, other] = yes ? [names.yes, names.no] : [names.no, names.yes];
    return filled(said["one-side"], { ...values, side, other });
  }

  function borneOut({ cited, read, agreeing, exact }) {
    const { borne, of } = data.answer;
    if (!read) return borne[cited === 1 ? "one-unread" : "none-read"];
    if (!exact) return borne["too-general"];
    if (cited === 1) return borne[agreeing ? "one-agrees" : "one-differs"];
    const one = agreeing === 1;
    return filled(borne.some, { of: filled(of[cited > read ? "some-read" : "all-read"], { read }),
      agreeing: agreeing || "none", report: one ? "reports" : "report", they: one ? "it is" : "they are" });
  }

  /** Which single work turns the count of a cell: the sentence of `turned`. */
  function turning(found, cell) {
    const { turned, most } = data.answer;
    const { yes, no } = entered(found, cell);
    const now = lean(yes.size, no.size);
    if (now === "even") return turned.even;
    if (!yes.size || !no.size) return yes.size + no.size === 1 ? turned.single : "";
    const works = [...new Set([...yes, ...no])].sort()
      .filter((key) => lean(yes.size - yes.has(key), no.size - no.has(key)) !== now);
    if (!works.length) return filled(turned.none, { must: Math.abs(yes.size - no.size) });
    if (works.length > most) return filled(turned.many, { works: works.length });
    const named = listed(works.map((key) => `without ${work(key)}`), "or");
    return filled(turned.few, { named: named[0].toUpperCase() + named.slice(1) });
  }

  const tally = (found, cell) => {
    const { yes, no } = entered(found, cell);
    return `${yes.size} for and ${no.size} against`;
  };

  /** Where the table files a work in the cells that are asked, and whether it reports that. */
  function filed(key) {
    const asked = new Set(settings.cells.map((cell) => cell.join("\n")));
    const own = ask.before.entries.filter((one) => one[4] === key && one[3] in SIDES
      && asked.has([...one.slice(1, 3), ...one.slice(7)].join("\n")));
    if (settings.cells.length === 1) return listed(own.map((one) => SIDES[one[3]] + (one[5] ? `: ${data.agreements[one[5]]}` : "")));
    const sides = Object.keys(SIDES).map((stance) => [SIDES[stance], own.filter((one) => one[3] === stance).length]);
    return sides.filter(([, number]) => number).map(([side, number]) => `${number} ${side}`).join(", ");
  }

  // The sentence above all.

  /** What a claim's panel is about: one reading, or all together. */
  function main(found) {
    const at = ask.readings.findIndex(({ reading }) => reading === ask.state.reading);
    return at < 0 ? found.stands[settings.claim] : found.verdicts[at];
  }

  function change(now, was, many) {
    return now === was ? `With ${many} it stays: ${now}.` : `With ${many}: ${now}. Before: ${was}.`;
  }

  /** How many of some come to something else: the whole can stay as it is while they turn. */
  const others = (moved, all, what) =>
    all ? ` ${moved || "None"} of ${plural(all, what)} ${moved > 1 ? "come" : "comes"} to something else.` : "";

  function ofClaim(found, many) {
    const [now, was] = [main(found), main(ask.before)].map((name) => data.verdicts[name][1]);
    if (!many) return `As the evidence stands: ${was}.`;
    const moved = found.verdicts.filter((one, i) => one !== ask.before.verdicts[i]).length;
    const several = ask.readings.length > 1 && !ask.state.reading;
    return change(now, was, many) + (several ? others(moved, ask.readings.length, "reading") : "");
  }

  function ofCells(found, many) {
    const [first, ...more] = settings.cells;
    if (!many) return `As the evidence stands${more.length ? "." : `: ${tally(found, first)}.`}`;
    const moved = settings.cells.filter((cell) => tally(found, cell) !== tally(ask.before, cell)).length;
    const said = more.length ? `With ${many}:${others(moved, settings.cells.length, "count")}`
      : change(tally(found, first), tally(ask.before, first), many);
    const turned = settings.conclusions.filter((id) => found.stands[id] !== ask.before.stands[id]).length;
    return said + others(turned, settings.conclusions.length, "conclusion");
  }

  function sentence(found) {
    const { strange } = ask.state;
    const number = changed(ask.state).length;
    const said = (settings.claim ? ofClaim : ofCells)(found, number && plural(number, "change"));
    return strange.length
      ? `${said} The address names what is not in this evidence, and it was left out: ${strange.map(shorter).join(", ")}.` : said;
  }

  return { about, work, cellName, described, changed, answered, turning, tally, filed, main, sentence };
};
