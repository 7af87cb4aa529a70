/* What a reader has changed of the evidence: as steps for the database, and in the address. All SQL
   comes from the engine (ask.json); here it is only put in its order. */
const claimweaveState = (data) => {
  "use strict";
  const FIELDS = {
    withdraw: ["key"],
    reported: ["key"], // "*" stands for all works
    remove: ["claim", "reference", "stance"],
    flip: ["claim", "reference", "stance"],
    add: ["claim", "stance", "design", "participants", "question"],
    threshold: ["name", "value"],
  };
  const OURS = [...Object.keys(FIELDS), "lens", "reading", "sql"];
  const piece = (text) => encodeURIComponent(text).replaceAll("~", "%7E");
  const number = (text) => (/^[1-9]\d{0,6}$/.test(text) ? Number(text) : null);

  /** What is put into the statements of a change. */
  function values(change, place) {
    const named = {
      ...change,
      key: change.kind === "add" ? `made-up-${place + 1}` : change.key,
      number: data.first + place,
      design: change.design || null,
      participants: number(change.participants ?? ""),
      question: change.question || null,
      value: number(change.value ?? ""),
    };
    delete named.kind;
    return Object.fromEntries(Object.entries(named).map(([name, value]) => [`:${name}`, value ?? null]));
  }

  /** Return the steps of all changes and lenses, in the engine's order. */
  function steps({ changes, lenses }) {
    const made = [...data.setup];
    for (const [kind, statements] of Object.entries(data.changes)) {
      const own = changes.filter((change) => change.kind === kind).flatMap((change) =>
        change.key === "*" ? Object.keys(data.works).filter((key) => key !== data.source)
          .map((key) => ({ ...change, key })) : [change]);
      own.forEach((change, place) => made.push(...statements.map((sql) => [sql, values(change, place)])));
    }
    const on = Object.entries(data.lenses).filter(([name]) => lenses.includes(name)).map(([, lens]) => lens);
    made.push(...on.flatMap((lens) => lens.steps).map((sql) => [sql, {}]));
    if (on.some((lens) => lens.once)) made.push(...data.merge.map((sql) => [sql, {}]));
    return made;
  }

  /** Whether a change names only what there is; `claims` has the text of each claim by its id. */
  function known(change, claims) {
    const has = (things, name) => Object.hasOwn(things, name);
    const stance = ["supports", "contradicts"].includes(change.stance);
    switch (change.kind) {
      case "withdraw":
        return has(data.works, change.key) && change.key !== data.source;
      case "reported":
        return change.key === "*" || (has(data.works, change.key) && change.key !== data.source);
      case "remove":
      case "flip":
        return stance && has(data.works, change.reference) && has(claims, change.claim);
      case "add":
        return stance && has(claims, change.claim)
          && (!change.design || has(data.designs, change.design))
          && (!change.question || has(data.questions, change.question))
          && (!change.participants || number(change.participants) !== null);
      default:
        return has(data.thresholds, change.name) && number(change.value) !== null;
    }
  }

  /** Return the state that an address has, and what it names that is not there. */
  function read(search, claims, readings) {
    const query = new URLSearchParams(search);
    const state = { changes: [], lenses: [], reading: "", sql: "", strange: [] };
    const said = new Set(); // what stands there twice is meant once, but for works that are made up
    for (const [name, text] of query) {
      if (!OURS.includes(name) || (name !== "add" && said.has(`${name}=${text}`))) continue;
      said.add(`${name}=${text}`);
      if (name === "lens" && Object.hasOwn(data.lenses, text)) state.lenses.push(text);
      else if (name === "reading" && readings.includes(text) && !state.reading) state.reading = text;
      else if (name === "sql" && !state.sql) state.sql = text; // a reader's own query: it runs as any other
      else {
        const change = FIELDS[name] && parsed(name, text);
        if (change && known(change, claims)) state.changes.push(change);
        else state.strange.push(`${name}=${text}`);
      }
    }
    return state;
  }

  function parsed(kind, text) {
    const parts = text.split("~");
    if (parts.length !== FIELDS[kind].length) return null;
    try {
      return { kind, ...Object.fromEntries(FIELDS[kind].map((name, i) => [name, decodeURIComponent(parts[i])])) };
    } catch {
      return null; // a stray per cent sign
    }
  }

  /** Return the query of an address that has the state; what others put into it stays. */
  function written(search, { changes, lenses, reading, sql }) {
    const query = new URLSearchParams(search);
    for (const name of OURS) query.delete(name);
    for (const change of changes)
      query.append(change.kind, FIELDS[change.kind].map((name) => piece(change[name] ?? "")).join("~"));
    for (const lens of lenses) query.append("lens", lens);
    if (reading) query.set("reading", reading);
    if (sql) query.set("sql", sql);
    return query.toString();
  }

  return { steps, values, read, written };
};
