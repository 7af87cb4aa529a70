/* What an address names is not left folded. */
(() => {
  "use strict";
  function unfold() {
    let named = null;
    try {
      named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // the address holds a stray per cent sign
    }
    const fold = named?.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      named.scrollIntoView();
    }
  }
  addEventListener("DOMContentLoaded", unfold);
  addEventListener("hashchange", unfold);
})();
