/* The theme asks for the whole search index on every page. Here it waits until somebody searches:
   most readers of a page never do, and on a phone the index weighs more than the page.
   What is asked goes to the theme's worker in the words of the index (search-words.js). */
(() => {
  "use strict";
  const INDEX = "search/search_index.json";
  const WORDS = new URL("search-words.json", document.currentScript.src);
  const [SETUP, QUERY] = [0, 2]; // kinds of messages to the theme's worker
  const wanted = new Promise((load) => {
    if (/[?&][qh]=/.test(location.search)) load();
    for (const event of ["focusin", "pointerdown", "pointerover"])
      document.addEventListener(event, ({ target }) => {
        if (target.closest?.(".md-search, [for=__search]")) load();
      });
  });
  const terms = wanted.then(() => fetch(WORDS)).then((found) => (found.ok ? found.json() : [])).catch(() => []);
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.cwWaits = String(url).endsWith(INDEX);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.cwWaits) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };

  const puts = new WeakMap(); // worker -> what puts a question into the words of its index
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.type === SETUP && message.data?.docs) {
      terms.then((known) => {
        puts.set(this, searchWords(message.data.docs, known));
        post.call(this, message, ...rest);
      });
    } else if (message?.type === QUERY && puts.has(this)) {
      const { query, instead } = puts.get(this)(message.data);
      tell(instead);
      post.call(this, { ...message, data: query }, ...rest);
    } else post.call(this, message, ...rest);
  };

  /** Say above the results what was searched in place of what was typed. */
  function tell(instead) {
    const list = document.querySelector(".md-search-result__list");
    if (!list) return;
    let said = document.getElementById("cw-searched");
    if (!said) {
      said = document.createElement("p");
      said.id = "cw-searched";
      said.className = "cw-searched";
      said.setAttribute("role", "status");
      list.before(said);
    }
    said.hidden = !instead;
    said.textContent = instead ? `Searched for: ${instead}` : "";
  }
})();
