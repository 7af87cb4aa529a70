/* The theme asks for the whole search index on every page. Here it waits until somebody searches:
   most readers of a page never do, and on a phone the index weighs more than the page. */
(() => {
  "use strict";
  const INDEX = "search/search_index.json";
  const wanted = new Promise((load) => {
    if (/[?&][qh]=/.test(location.search)) load();
    for (const event of ["focusin", "pointerdown", "pointerover"])
      document.addEventListener(event, ({ target }) => {
        if (target.closest?.(".md-search, [for=__search]")) load();
      });
  });
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.cwWaits = String(url).endsWith(INDEX);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.cwWaits) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };
})();
