/* Cards on woven pages: pointing at a claim's mark or at a number, reaching it with the keyboard, or
   tapping it shows what it stands for. The words stand in the page as templates; nothing is asked
   for. A card lies over the page and moves nothing. It stays while the pointer is on it, and
   Escape, a click elsewhere or leaving it closes it (WCAG 1.4.13). */
(() => {
  "use strict";
  const WAIT = 120; // before a card opens under a passing pointer, in milliseconds
  const LINGER = 300; // before it closes behind a leaving one
  const EDGE = 8;

  const card = document.createElement("div");
  card.id = "cw-card";
  card.className = "cw-card md-typeset";
  card.hidden = true;
  let shown = null;
  let timer = 0;
  let wasShown = null; // what was open when a finger came down
  let pressed = false; // whether it came down on the card

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const template = (trigger) => document.getElementById(`card-${trigger.dataset.card}`);

  function hide() {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  /** Put the card below its trigger, or above where there is no room; always within the window. */
  function place(trigger, y) {
    const lines = [...trigger.getClientRects()];
    const at = lines.find((line) => y !== undefined && y <= line.bottom) || lines[0];
    const wide = document.documentElement.clientWidth;
    const left = Math.max(EDGE, Math.min(at.left - 20, wide - card.offsetWidth - EDGE));
    const below = at.bottom + card.offsetHeight + EDGE <= window.innerHeight;
    const top = below || at.top < card.offsetHeight + EDGE ? at.bottom + 2 : at.top - card.offsetHeight - 2;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  }

  function show(trigger, y) {
    clearTimeout(timer);
    const content = template(trigger);
    if (!content || shown === trigger) return;
    hide();
    card.replaceChildren(content.content.cloneNode(true));
    card.hidden = false;
    shown = trigger;
    card.firstElementChild.id = "cw-card-text";
    trigger.setAttribute("aria-describedby", "cw-card-text");
    place(trigger, y);
  }

  const triggerOf = (event) => event.target.closest?.("[data-card]");
  // The words of a claim open its card when pressed: under a passing pointer they are read.
  const isWords = (trigger) => trigger.matches(".cw-words");
  const within = (event) => card.contains(event.target);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const trigger = triggerOf(event);
    if (trigger && isWords(trigger)) {
      if (shown && shown !== trigger) later(hide, LINGER);
      else clearTimeout(timer);
    } else if (trigger) later(() => show(trigger), shown ? LINGER : WAIT);
    else if (within(event)) clearTimeout(timer);
    else if (shown && shown !== document.activeElement) later(hide, LINGER);
    else clearTimeout(timer);
  });
  document.documentElement.addEventListener("pointerleave", () => clearTimeout(timer));

  document.addEventListener("focusin", (event) => {
    const trigger = triggerOf(event);
    if (trigger) show(trigger);
    else if (!within(event)) hide();
  });
  document.addEventListener("focusout", (event) => {
    const kept = pressed || card.matches(":hover") || card.contains(event.relatedTarget);
    if (triggerOf(event) === shown && !kept) hide();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // A finger cannot hover: its first tap shows the card, a second one follows the link.
  document.addEventListener("pointerdown", (event) => {
    wasShown = shown;
    pressed = within(event);
    if (!triggerOf(event) && !within(event)) hide();
  });
  document.addEventListener("click", (event) => {
    const trigger = triggerOf(event);
    if (trigger && isWords(trigger)) {
      if (!getSelection().isCollapsed) return; // somebody marks a text
      if (wasShown === trigger) hide();
      else show(trigger, event.clientY);
      return;
    }
    if (!trigger || event.pointerType !== "touch" || wasShown === trigger || !template(trigger)) return;
    event.preventDefault();
    show(trigger);
  });

  const triggers = [...document.querySelectorAll("[data-card]")].filter(template);
  if (!triggers.length) return;
  document.body.append(card);
  // The browser's own tooltip would lie over the card.
  for (const trigger of triggers) trigger.removeAttribute("title");
})();
