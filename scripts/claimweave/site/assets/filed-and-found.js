// Each mark goes from where the review files it to where its source is found, and back.
// Which state is seen, the style decides by the switch: without this script nothing moves.
(() => {
  const figure = document.getElementById("cw-ff");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const STAY = { duration: 850, easing: "cubic-bezier(0.3, 0, 0.15, 1)", fill: "backwards" };
  const state = (name) => figure.querySelector(`.cw-ff-${name}`);
  const marks = (name) => [...state(name).querySelectorAll("[data-mark]")];
  let moving = [];

  // Where the marks are now: on their way, where the reader sees them.
  const places = (name) => new Map(marks(name).map((mark) => {
    const { x, y } = mark.getBoundingClientRect();
    return [mark.dataset.mark, { x, y, filled: mark.classList.contains("cw-mx-full") }];
  }));

  const move = (mark, from, delay) => {
    const { x, y } = mark.getBoundingClientRect();
    const way = [{ transform: `translate(${from.x - x}px, ${from.y - y}px)` }, { transform: "none" }];
    const started = [mark.animate(way, { ...STAY, delay })];
    const path = mark.querySelector("path");
    const filled = mark.classList.contains("cw-mx-full");
    if (from.filled !== filled) {
      const look = [{ fill: "currentcolor", fillOpacity: from.filled ? 1 : 0 }, { fill: "currentcolor", fillOpacity: filled ? 1 : 0 }];
      started.push(path.animate(look, { ...STAY, delay }));
    }
    return started;
  };

  const show = (to) => {
    const from = places(to === "found" ? "filed" : "found");
    moving.forEach((one) => one.cancel());
    moving = [];
    if (still.matches || !marks(to).length) return;
    marks(to).forEach((mark, index) => moving.push(...move(mark, from.get(mark.dataset.mark), index * 8)));
    const words = state(to).querySelectorAll(".cw-ff-said, thead th, .cw-ff-key");
    words.forEach((part) => moving.push(part.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 450, easing: "ease-out" })));
  };

  figure.addEventListener("change", (event) => {
    show(event.target.value);
    document.getElementById("cw-ff-told").textContent = state(event.target.value).querySelector(".cw-ff-said").textContent;
  });
})();
