// Presses the buttons of the page and follows its links by key. Without it they all work by hand.
"use strict";
(() => {
  const heading = document.getElementById("finding");
  const help = document.getElementById("help");
  const article = document.querySelector(".pane.text");
  let gone = false;
  let place = 0;

  document.documentElement.classList.add("scripted");

  function typing(target) {
    return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
  }

  function show(mark) {
    // Only the article moves, so that list and decision stay where they are.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const middle = mark.offsetTop - article.offsetTop - article.clientHeight / 2;
    if (article.scrollHeight > article.clientHeight) {
      article.scrollTo({ top: middle, behavior: calm ? "instant" : "auto" });
    }
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
    gone = true;
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
    const mark = to.startsWith("#") && document.getElementById(to.slice(1));
    if (mark && article && article.contains(mark)) {
      event.preventDefault();
      show(mark);
      mark.focus({ preventScroll: true });
      mark.scrollIntoView({ block: "nearest" });
    }
  });

  addEventListener("pageshow", () => {
    gone = false;
    const mark = document.getElementById("mark");
    if (mark && article) show(mark);
    const chosen = document.querySelector(".list [aria-current=true][href*=finding]");
    const list = document.querySelector(".pane.list");
    if (chosen && list) list.scrollTop = chosen.offsetTop - list.offsetTop - list.clientHeight / 2;
    // A status that is there from the start is not read out; one that changes is.
    const said = document.getElementById("said");
    if (said && document.activeElement !== heading) {
      const texts = [...said.children];
      said.replaceChildren();
      setTimeout(() => said.replaceChildren(...texts), 100);
    }
  });
})();
