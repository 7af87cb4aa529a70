/* The theme opens all that is folded before a page is printed. Here what its reader has opened is
   noted before that, and the style prints nothing else of what is folded for some (cw-more, cw-cite). */
(() => {
  "use strict";
  const root = document.documentElement;
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details"))
      fold.toggleAttribute("data-kept", fold.open);
    root.classList.add("cw-printing");
  });
  addEventListener("afterprint", () => root.classList.remove("cw-printing"));
})();
