/* The page for a missing page searches for the words of the address that led to it: the theme looks
   for a question in the address when it starts, and this runs before it does. */
(() => {
  "use strict";
  if (!document.getElementById("cw-missing") || new URLSearchParams(location.search).has("q")) return;
  const root = JSON.parse(document.getElementById("__config").textContent).base;
  const below = location.pathname.slice(new URL(root, location.href).pathname.length);
  let words = "";
  try {
    words = decodeURIComponent(below).replace(/\.\w+$/, "").split("/").filter(Boolean).at(-1) || "";
  } catch {
    return; // the address holds a stray per cent sign
  }
  words = words.replace(/[_+\s-]+/g, " ").trim();
  if (words && words !== "404") history.replaceState(null, "", `${location.pathname}?q=${encodeURIComponent(words)}`);
})();
