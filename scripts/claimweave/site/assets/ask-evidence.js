/* What the evidence comes to as a reader changed it: all that the panel of a claim or a cell shows,
   asked of the database in one go. */
const claimweaveEvidence = (ask) => {
  "use strict";
  const { settings, data, machine } = ask;
  const asked = (steps, queries) => claimweaveSql.ask(steps, queries, ask.seconds());
  const json = JSON.stringify;

  /** Load what does not change: the claims' words, the readings, and the works that can be changed. */
  async function load() {
    const own = settings.claim && !settings.conclusions.length ? settings.claim : "";
    const [texts, readings, works] = await asked([], [
      { sql: "SELECT id, claim FROM claims", most: 100_000 },
      { sql: "SELECT claim, reading, says, sql, counts FROM readings WHERE claim IN (SELECT value FROM json_each(:claims)) ORDER BY rowid",
        most: 10_000, values: { ":claims": json(settings.conclusions) } },
      { sql: "SELECT reference, max(claim IN (SELECT value FROM json_each(:near))), max(agreement IS NOT NULL) FROM evidence "
        + "WHERE reference <> :source AND (:own = '' OR claim = :own) "
        + "GROUP BY reference ORDER BY min(number) IS NULL, min(number), reference",
        most: 100_000, values: { ":near": json(settings.near), ":source": data.source, ":own": own } },
    ]);
    ask.claims = Object.fromEntries(texts.rows);
    ask.conclusions = Object.fromEntries(settings.conclusions.map((id) => [id, readings.rows.filter(([claim]) => claim === id)
      .map(([, reading, says, sql, counts]) => ({ reading, says, sql, counts }))]));
    ask.readings = ask.conclusions[settings.claim] ?? [];
    ask.works = works.rows.map(([key, near, compared]) => ({ key, near: near === 1, compared: compared === 1 }));
  }

  /** The verdict of a reading's query, as the engine has it. */
  function verdict({ error, columns, rows }) {
    if (error || columns.length !== 1 || rows.length > 1) return "undetermined";
    const [value] = rows[0] ?? [null];
    return value === 1 ? "holds" : value === 0 ? "fails" : "undetermined";
  }

  /** What all readings come to: those that count only their own citations are no result. */
  function together(verdicts, readings) {
    const own = new Set(verdicts.filter((_, i) => readings[i].counts === null));
    return own.size === 0 ? "own-citations" : own.size === 1 ? [...own][0] : "depends";
  }

  /** What it comes to: `stands` has each claim's standing and verdict by its id. */
  async function evaluated(state) {
    const source = { ":source": data.source };
    const every = Object.entries(ask.conclusions).flatMap(([id, readings]) => readings.map((one) => ({ id, ...one })));
    const [standings, rows, sides, cells, entries, ...found] = await asked(machine.steps(state), [
      { sql: data.standing, most: 100_000, values: { ":claims": json(settings.claims) } },
      { sql: "SELECT count(*) FROM evidence WHERE reference <> :source", most: 1, values: source },
      { sql: "SELECT stance, count(DISTINCT reference) FROM evidence WHERE claim = :claim "
        + 'AND reference <> :source AND "at" IS NOT NULL AND number IS NOT NULL GROUP BY stance',
        most: 9, values: { ":claim": settings.claim, ...source } },
      { sql: "SELECT * FROM cells", most: 10_000 },
      { sql: data.entries || "SELECT 1 WHERE 0", most: 100_000 },
      ...every.map(({ sql }) => ({ sql, most: 2 })),
    ]);
    const told = (id) => found.filter((_, i) => every[i].id === id);
    const verdicts = Object.fromEntries(settings.conclusions.map((id) => [id, told(id).map(verdict)]));
    const stands = { ...Object.fromEntries(standings.rows),
      ...Object.fromEntries(settings.conclusions.map((id) => [id, together(verdicts[id], ask.conclusions[id])])) };
    return { stands, rows: rows.rows[0][0], sides: Object.fromEntries(sides.rows), cells: cells.rows, entries: entries.rows,
      verdicts: verdicts[settings.claim] ?? [], faults: told(settings.claim).map(({ error }) => error) };
  }

  /** What each lens says of the works that were made up: why one falls out under it. */
  async function missing(state) {
    const added = state.changes.filter(({ kind }) => kind === "add");
    if (!added.length) return [];
    const lenses = Object.entries(data.lenses).filter(([, { tells }]) => tells);
    const queries = added.flatMap((_, i) => lenses.map(([, { tells }]) =>
      ({ sql: tells, most: 1, values: { ":key": `made-up-${i + 1}` } })));
    const answers = await asked(machine.steps({ changes: added, lenses: [] }), queries);
    return answers.flatMap(({ rows = [] }, at) => {
      const [value] = rows[0] ?? [1];
      if (value === 1) return [];
      const [name, { label }] = lenses[at % lenses.length];
      const falls = state.lenses.includes(name) ? "falls out" : "would fall out";
      const said = `Made-up work ${Math.floor(at / lenses.length) + 1} ${falls} under “${label}”`;
      return [value === null ? `${said}: what that asks for was not said.` : `${said}.`];
    });
  }

  return { load, verdict, evaluated, missing };
};
