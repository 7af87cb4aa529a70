/* Copy buttons: hidden without scripts. Each copies the block of text that stands before it. */
(() => {
  "use strict";
  for (const button of document.querySelectorAll(".cw-copy")) {
    const text = button.parentElement.previousElementSibling;
    const said = button.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        said.textContent = "Copied";
      } catch {
        // No permission, or no secure connection: mark the text, ready for the reader's own copying.
        getSelection().selectAllChildren(text);
        said.textContent = "Selected: copy it with your keyboard";
      }
    });
  }
})();
