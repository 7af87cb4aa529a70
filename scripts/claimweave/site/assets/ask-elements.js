/* What the panel is made of: elements whose text is always text, and words as a sentence has them. */
const claimweaveElements = (() => {
  "use strict";

  /** Make an element: text is always text, never markup. */
  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== ""));
    return node;
  };
  const button = (label, onclick) => make("button", { type: "button", onclick }, label);
  const group = (title, ...children) => make("fieldset", {}, make("legend", {}, title), ...children);
  const fold = (title, ...children) => make("details", {}, make("summary", {}, title), ...children);
  const note = (words) => make("span", { class: "cw-ask-note" }, words);
  const table = (caption, heads, rows) => make("div", { class: "cw-scroll" }, make("table", { class: "cw-result" },
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...rows)));

  const shorter = (text) => (text.length > 90 ? `${text.slice(0, 88)}…` : text);
  /** Fill the gaps of a sentence that the engine wrote: `{title} lists …`. */
  const filled = (sentence, values) => sentence.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);

  return { make, button, group, fold, note, table, shorter, filled };
})();
