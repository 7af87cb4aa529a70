/* The door to the panel of a claim: the panel's own script comes when its reader first asks, or
   when the address has changes in it. */
(() => {
  "use strict";
  const root = document.getElementById("cw-ask");
  if (!root) return;
  const KINDS = ["withdraw", "reported", "remove", "flip", "add", "threshold", "lens", "reading", "sql"];
  const opener = document.getElementById("cw-ask-open");
  const panel = new URL("ask-panel.js", document.currentScript.src).href;

  function load() {
    const script = document.createElement("script");
    script.src = panel;
    script.addEventListener("error", () => {
      root.querySelector("[role=status]").textContent = "It could not be loaded. Try again.";
      opener.addEventListener("click", load, { once: true });
    });
    document.head.append(script);
  }

  root.hidden = false;
  const sent = location.hash === "#cw-ask"; // by a link of this site, to ask something
  if (sent) root.scrollIntoView();
  const query = new URLSearchParams(location.search);
  if (sent || KINDS.some((kind) => query.has(kind))) load();
  else opener.addEventListener("click", load, { once: true });
})();
