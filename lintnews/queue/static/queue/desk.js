// Presses the buttons of the page and follows its links by key. Without it they all work by hand.
"use strict";
(() => {
  const heading = document.getElementById("finding");
  const help = document.getElementById("help");
  const article = document.querySelector(".pane.text");
  const PATIENCE = 5000;
  let gone = false;
  let place = 0;

  document.documentElement.classList.add("scripted");

  function typing(target) {
    return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
  }

  function leave() {
    gone = true;
    // If the page is still here then, its leaving was stopped.
    setTimeout(() => { gone = false; }, PATIENCE);
  }

  function center(mark, pane) {
    // Only the pane moves, so that what is beside it stays where it is.
    const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += top - pane.clientHeight / 2;
  }

  function press(key) {
    const found = [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === key);
    if (found.length === 0) return false;
    const one = found.length > 1 ? found[(place += 1) % found.length] : found[0];
    if (one.matches("input, textarea, fieldset")) one.focus();
    else one.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.isComposing || (help && help.open)) return;
    if (typing(event.target)) {
      if (event.key === "Escape" && heading) heading.focus();
      return;
    }
    // A key that is held down decides once, and so does one that is pressed while the page leaves.
    if (event.repeat || gone || event.key.length !== 1) return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (gone) event.preventDefault();
    else leave();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link === null) return;
    if (link.dataset.dialog) {
      event.preventDefault();
      help.showModal();
      return;
    }
    const to = link.getAttribute("href");
    const stays = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!to.startsWith("#") && !stays) leave();
    const mark = to.startsWith("#") && document.getElementById(to.slice(1));
    if (mark && article && article.contains(mark)) {
      event.preventDefault();
      center(mark, article);
      mark.focus({ preventScroll: true });
      mark.scrollIntoView({ block: "nearest" });
    }
  });

  addEventListener("pageshow", () => {
    gone = false;
    const mark = document.getElementById("mark");
    if (mark && article) center(mark, article);
    const chosen = document.querySelector(".list ol [aria-current]");
    if (chosen) center(chosen, chosen.closest(".pane"));
    // A status that is there from the start is not read out; one that changes is.
    const said = document.getElementById("said");
    if (said && document.activeElement !== heading) {
      const texts = [...said.children];
      said.replaceChildren();
      setTimeout(() => said.replaceChildren(...texts), 100);
    }
  });
})();
