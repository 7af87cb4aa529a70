/* What an address names is not left folded. */
(() => {
  "use strict";
  function unfold() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = named?.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      named.scrollIntoView();
    }
  }
  addEventListener("DOMContentLoaded", unfold);
  addEventListener("hashchange", unfold);
})();
