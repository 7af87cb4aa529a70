// In each page that `claimweave serve` serves: brings the page up to date when it has changed, and
// shows what has to be mended. All text comes as data and is set as text.
(() => {
  "use strict";
  const own = document.currentScript;
  const { page } = own.dataset;
  const address = (name) => {
    const url = new URL(name, own.src);
    url.search = new URLSearchParams({ page, mark: own.dataset.mark });
    return url;
  };

  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh;
      overflow: auto; box-sizing: border-box; padding: 1rem 1.25rem; color: #fff;
      background: #5b1020; border-top: 4px solid #ff8a9b; box-shadow: 0 -2px 16px #0008;
      font: 15px/1.5 system-ui, sans-serif; }
    header { display: flex; gap: 1rem; align-items: baseline; }
    h2 { flex: 1; margin: 0; font-size: 1.1rem; }
    p { margin: .25rem 0 .75rem; }
    button { font: inherit; color: inherit; background: none; border: 1px solid #fff;
      border-radius: 4px; padding: .1rem .6rem; cursor: pointer; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding: .5rem 0; border-top: 1px solid #ffffff40; overflow-wrap: anywhere; }
    code, pre { font: 13px/1.45 ui-monospace, monospace; }
    pre { margin: .35rem 0; overflow: auto; white-space: pre-wrap; }
    small { display: block; font-size: .9rem; }`;
  const host = document.createElement("claimweave-problems");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const make = (name, text, ...children) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  };
  const item = ({ place, rule, message, source, help }) => {
    const parts = [make("code", place), document.createTextNode(rule ? ` ${rule}: ` : " "),
      document.createTextNode(message)];
    if (source) parts.push(make("pre", source));
    if (help) parts.push(make("small", `Help: ${help}`));
    return make("li", "", ...parts);
  };
  const show = (problems) => {
    root.replaceChildren();
    if (!problems) return host.remove();
    const close = make("button", "Hide");
    close.type = "button";
    close.addEventListener("click", () => host.remove());
    const section = make("section", "", make("header", "", make("h2", problems.title), close),
      make("p", problems.note), make("ol", "", ...problems.items.map(item)));
    section.setAttribute("role", "alert");
    root.append(section);
    document.documentElement.append(host);
  };

  // The page as it was served: other scripts change what is shown.
  let served = null;
  const load = async () => {
    const answer = await fetch(address("page"));
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const markOf = (tree) => tree.querySelector("script[data-mark]")?.dataset.mark;

  // Yields [node shown, text or attribute, old value, new value] where two trees of one shape
  // differ. Throws where their shapes do, or where what is shown no longer has that shape.
  function* differences(before, after, shown) {
    if (!shown || before.nodeName !== after.nodeName || before.nodeName !== shown.nodeName
      || before.childNodes.length !== after.childNodes.length) throw new Error("another shape");
    if (before.isEqualNode(after)) return;
    if (before.nodeName === "SCRIPT" && "mark" in before.dataset) return;
    if (before.nodeName === "SCRIPT" && before.type !== "application/ld+json") {
      throw new Error("another script");
    }
    if (before.nodeType === Node.TEXT_NODE && before.data !== after.data) {
      yield [shown, null, before.data, after.data];
    }
    for (const name of new Set([...(before.getAttributeNames?.() ?? []),
      ...(after.getAttributeNames?.() ?? [])])) {
      const [old, fresh] = [before.getAttribute(name), after.getAttribute(name)];
      if (old !== fresh) yield [shown, name, old, fresh];
    }
    for (const [index, child] of before.childNodes.entries()) {
      yield* differences(child, after.childNodes[index], shown.childNodes[index]);
    }
  }

  // An edit of words is shown in its place: nothing moves, and nothing is loaded. For any other
  // change the page is loaded again.
  const update = async () => {
    try {
      if (!served) throw new Error("not known as it was served");
      const fresh = await load();
      const found = [...differences(served.documentElement, fresh.documentElement,
        document.documentElement)];
      const now = ([node, name]) => (name ? node.getAttribute(name) : node.data);
      if (found.some((one) => now(one) !== one[2] || one[3] === null)) {
        throw new Error("changed by another script");
      }
      for (const [node, name, , value] of found) {
        if (name) node.setAttribute(name, value);
        else node.data = value;
      }
      own.dataset.mark = markOf(fresh);
      served = fresh;
    } catch {
      location.reload();
    }
  };
  const remember = async () => {
    const tree = await load().catch(() => null);
    if (tree && markOf(tree) === own.dataset.mark) served = tree;
    own.dataset.ready = "";
  };

  let events = null;
  let updates = Promise.resolve();
  const listen = () => {
    if (events || document.visibilityState !== "visible") return;
    events = new EventSource(address("events"));
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("change", () => { updates = updates.then(update); });
    events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  };
  const pause = () => {
    events?.close();
    events = null;
  };
  // A browser keeps few connections to one address: pages that nobody sees hold none.
  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "visible" ? listen() : pause());
  window.addEventListener("pagehide", pause);
  window.addEventListener("pageshow", listen);
  listen();
  if (document.readyState === "complete") remember();
  else window.addEventListener("load", remember);
})();
