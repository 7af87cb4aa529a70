/* The index of claims: filters and an order, kept in the address. The server wrote the whole list,
   by section, with what each claim has; without this script it stands there as it is. Of a long
   list the page has only the sections: its claims come from a file once something is chosen, and
   are shown by the hundred. */
(() => {
  "use strict";
  const form = document.getElementById("index-filter");
  if (!form) return;
  const { source } = form.dataset;
  const status = form.querySelector("[role=status]");
  const sort = form.elements.sort;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const names = [...new Set(boxes.map((box) => box.name))];
  const verdicts = sort.dataset.verdicts.split(" ");
  const sorted = document.getElementById("index-sorted");
  const pager = document.getElementById("index-pager");
  const lists = [...document.querySelectorAll(".cw-ix-list")].map((list) => ({
    list,
    // A part of the index is folded; the parts of a long one have headings, and pages of their own.
    heading: list.closest("details") ?? list.previousElementSibling,
    items: [...list.children],
  }));
  const [count, size] = [form.dataset.count, form.dataset.size].map(Number);
  let entries = source ? null : lists.flatMap((section) => section.items).map(listed);
  let shown = 1; // page of the result
  let narrowed = null; // whether something was chosen: its parts then stand open
  const most = (side) => (a, b) => b[side] - a[side];
  const orders = {
    verdict: (a, b) => verdicts.indexOf(a.values.verdict) - verdicts.indexOf(b.values.verdict),
    for: most("for"),
    against: most("against"),
  };

  /** A claim that stands in the page. */
  function listed(item) {
    const { values, for: for_, against } = item.dataset;
    return { values: JSON.parse(values), for: for_, against, item: () => item };
  }

  /** A claim of the file; the server wrote an item for each verdict to make copies of. */
  function loaded(claim) {
    const item = () => {
      const { verdict } = claim.values;
      const model = document.querySelector(`#index-items [data-verdict="${verdict}"]`);
      const copy = model.content.firstElementChild.cloneNode(true);
      const [mark, link] = copy.querySelectorAll("a");
      mark.href = link.href = `${encodeURIComponent(claim.id)}/`;
      link.textContent = claim.claim;
      copy.dataset.values = JSON.stringify(claim.values);
      const sides = copy.querySelector(".cw-design");
      if (claim.for || claim.against)
        sides.textContent = `${claim.for} for, ${claim.against} against`;
      else sides.remove();
      return copy;
    };
    return { ...claim, item };
  }

  const ticked = (name) =>
    boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
  const chosen = () =>
    names.map((name) => [name, ticked(name)]).filter(([, some]) => some.length);

  function restore() {
    const query = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
    sort.value = Object.hasOwn(orders, query.get("sort") ?? "") ? query.get("sort") : "";
    shown = Number(source && query.get("page")) || 1;
  }

  /** What the list is limited to, in words, so that whoever is sent an address sees it. */
  const limits = () =>
    [...form.querySelectorAll("fieldset")]
      .map((group) => [
        group.querySelector("legend").textContent.toLowerCase(),
        [...group.querySelectorAll("label:has(:checked) span")].map((label) => label.textContent),
      ])
      .filter(([, some]) => some.length)
      .map(([name, some]) => `${name} ${some.join(" or ")}`)
      .join("; ");

  /** The address of what is shown; what others put into it stays. */
  function address() {
    const query = new URLSearchParams(location.search);
    [...names, "sort", ...(source ? ["page"] : [])].forEach((name) => query.delete(name));
    for (const box of boxes) if (box.checked) query.append(box.name, box.value);
    if (sort.value) query.set("sort", sort.value);
    if (shown > 1) query.set("page", shown);
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  /** Show one page of the result, and how many there are. */
  function turn(found) {
    const last = Math.max(1, Math.ceil(found.length / size));
    shown = Math.min(Math.max(1, Math.trunc(shown)), last);
    sorted.replaceChildren(
      ...found.slice((shown - 1) * size, shown * size).map((entry) => entry.item()),
    );
    pager.querySelector("span").textContent = `page ${shown} of ${last}`;
    const [back, on] = pager.querySelectorAll("button");
    back.disabled = shown === 1;
    on.disabled = shown === last;
    pager.hidden = last === 1;
  }

  /** Hide and sort the items that stand in the page; what a choice leaves is not folded. */
  function arrange(found, order, limited) {
    const left = new Set(found.map((entry) => entry.item()));
    for (const { items } of lists) for (const item of items) item.hidden = !left.has(item);
    // Sorting keeps the review's order among equals: Array.prototype.sort is stable.
    if (order) sorted.append(...[...entries].sort(order).map((entry) => entry.item()));
    for (const { list, heading, items } of lists) {
      if (!order) list.append(...items);
      list.hidden = heading.hidden = Boolean(order) || items.every((item) => item.hidden);
      if (narrowed !== limited) heading.open = limited || heading.querySelector(":target") !== null;
    }
    narrowed = limited;
    sorted.hidden = !order;
  }

  function say(text) {
    // A screen reader speaks what changes here, and only then.
    if (status.textContent !== text) status.textContent = text;
  }

  async function load() {
    say("Loading the claims.");
    try {
      entries = (await (await fetch(source)).json()).map(loaded);
    } catch {
      say("The claims could not be loaded. They are listed below, by section.");
    }
  }

  async function update() {
    if (source && !entries && (chosen().length || sort.value)) await load();
    const wanted = chosen();
    const order = orders[sort.value];
    const whole = source && !wanted.length && !order; // the sections as the server wrote them
    if (source && !whole && !entries) return;
    const found = (entries ?? []).filter((entry) =>
      wanted.every(([name, some]) => [entry.values[name]].flat().some((value) => some.includes(value))),
    );
    if (source) {
      for (const { list, heading } of lists) list.hidden = heading.hidden = !whole;
      sorted.hidden = whole;
      turn(order ? found.sort(order) : found);
      pager.hidden ||= whole;
    } else arrange(found, order, wanted.length > 0);
    const all = `${count} ${count === 1 ? "claim" : "claims"}`;
    say(wanted.length ? `${found.length} of ${all}: ${limits()}.` : `All ${all}.`);
  }

  async function changed() {
    shown = 1;
    await update();
    history.replaceState(null, "", address());
  }

  async function turned(event) {
    shown += event.target.value === "next" ? 1 : -1;
    await update();
    history.replaceState(null, "", address());
    status.focus(); // where the result begins
  }

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed)); // once the fields are empty
  pager?.addEventListener("click", (event) => event.target.value && turned(event));
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    restore();
    update();
  });
  form.classList.add("cw-ix-on");
  restore();
  update();
})();
