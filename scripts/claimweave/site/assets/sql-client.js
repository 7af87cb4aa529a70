/* The evidence as a database in the page. Nothing of it is loaded before the first question: then
   come SQLite (sql.js, in a worker) and the database that the site publishes. A query that takes
   longer than it may is ended with its worker, and a new worker takes its place. */
const claimweaveSql = (() => {
  "use strict";
  const here = document.currentScript.src;
  const at = (path) => new URL(path, here).href;
  let published = null; // the bytes, once they are on their way
  let worker = null; // the worker, once it is on its way
  let last = Promise.resolve(); // questions wait for the one before them
  let over = null; // ends the question that is being answered

  async function bytes() {
    const answer = await fetch(at("../data/evidence.sqlite"));
    if (!answer.ok) throw new Error(`evidence.sqlite: ${answer.status}`);
    return answer.arrayBuffer();
  }

  async function started() {
    published ??= bytes();
    const database = await published;
    const made = new Worker(at("sql/worker.js"));
    return new Promise((ready, failed) => {
      made.onmessage = ({ data }) => (data.ready ? ready(made) : failed(new Error(data.fault)));
      made.onerror = (event) => {
        event.preventDefault();
        failed(new Error(event.message || "the worker did not start"));
      };
      made.postMessage({ database });
    });
  }

  /** Have a worker; where it cannot be had, the next question tries anew. */
  async function ready() {
    try {
      return await (worker ??= started());
    } catch (error) {
      worker = published = null;
      throw new Error(`The evidence could not be loaded (${error.message}).`);
    }
  }

  async function answered(steps, queries, seconds) {
    const own = await ready();
    return new Promise((done, failed) => {
      const settle = (action, value) => {
        clearTimeout(timer);
        over = null;
        action(value);
      };
      over = (said) => {
        own.terminate();
        worker = started();
        worker.catch(() => (worker = published = null));
        settle(failed, new Error(said));
      };
      const timer = setTimeout(over, seconds * 1000,
        `It was ended after ${claimweaveCounting.plural(seconds, "second")}.`);
      own.onmessage = ({ data }) =>
        data.fault ? settle(failed, new Error(data.fault)) : settle(done, data.answers);
      own.onerror = (event) => {
        event.preventDefault();
        over?.("It was ended: it takes too much memory.");
      };
      own.postMessage({ steps, queries });
    });
  }

  return {
    at,
    /** Change the evidence by the steps [sql, values], run the queries { sql, most }, and forget
        the changes; return { columns, rows, more } or { error } for each query. */
    ask(steps, queries, seconds) {
      last = last.catch(() => {}).then(() => answered(steps, queries, seconds));
      return last;
    },
    /** End the question that is being answered, if there is one. */
    end: () => over?.("You ended it."),
  };
})();
