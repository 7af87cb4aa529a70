/* The index of claims: filters and an order, kept in the address. The server wrote the whole list,
   by section, with what each claim has; without this script it stands there as it is. */
(() => {
  "use strict";
  const form = document.getElementById("index-filter");
  if (!form) return;
  const status = form.querySelector("[role=status]");
  const sort = form.elements.sort;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const names = [...new Set(boxes.map((box) => box.name))];
  const verdicts = sort.dataset.verdicts.split(" ");
  const sorted = document.getElementById("index-sorted");
  const lists = [...document.querySelectorAll(".cw-ix-list")].map((list) => ({
    list,
    heading: list.previousElementSibling,
    items: [...list.children],
  }));
  const items = lists.flatMap((section) => section.items);
  const values = new Map(items.map((item) => [item, JSON.parse(item.dataset.values)]));
  const most = (side) => (a, b) => b.dataset[side] - a.dataset[side];
  const orders = {
    verdict: (a, b) =>
      verdicts.indexOf(values.get(a).verdict) - verdicts.indexOf(values.get(b).verdict),
    for: most("for"),
    against: most("against"),
  };

  const ticked = (name) =>
    boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);

  function restore() {
    const query = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
    sort.value = Object.hasOwn(orders, query.get("sort") ?? "") ? query.get("sort") : "";
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
    [...names, "sort"].forEach((name) => query.delete(name));
    for (const box of boxes) if (box.checked) query.append(box.name, box.value);
    if (sort.value) query.set("sort", sort.value);
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  function update() {
    const wanted = names.map((name) => [name, ticked(name)]).filter(([, some]) => some.length);
    for (const item of items)
      item.hidden = !wanted.every(([name, some]) => some.includes(values.get(item)[name]));
    const order = orders[sort.value];
    // Sorting keeps the review's order among equals: Array.prototype.sort is stable.
    if (order) sorted.append(...[...items].sort(order));
    for (const { list, heading, items: own } of lists) {
      if (!order) list.append(...own);
      list.hidden = heading.hidden = Boolean(order) || own.every((item) => item.hidden);
    }
    sorted.hidden = !order;
    const left = items.filter((item) => !item.hidden).length;
    const all = `${items.length} ${items.length === 1 ? "claim" : "claims"}`;
    const text = wanted.length ? `${left} of ${all}: ${limits()}.` : `All ${all}.`;
    // A screen reader speaks what changes here, and only then.
    if (status.textContent !== text) status.textContent = text;
  }

  function changed() {
    update();
    history.replaceState(null, "", address());
  }

  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed)); // once the fields are empty
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    restore();
    update();
  });
  form.classList.add("cw-ix-on");
  restore();
  update();
})();
