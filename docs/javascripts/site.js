// Lists that can be narrowed by a word, long tables folded on a phone, what is folded opened on paper, and the page on which
// an error is reported. Without it all lists are whole.
(() => {
  const start = () => {
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    for (const menu of document.querySelectorAll("nav.md-nav[aria-labelledby]")) { // its label is not shown on a wide screen
      const named = document.getElementById(menu.getAttribute("aria-labelledby"))?.textContent.trim();
      if (!named) continue;
      menu.setAttribute("aria-label", named);
      menu.removeAttribute("aria-labelledby");
    }
    const buttons = () => { // beside a piece of code: no landmark each, as the theme has them
      for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "group");
    };
    buttons();
    new MutationObserver(buttons).observe(document.querySelector(".md-content") ?? document.body, { childList: true, subtree: true });
    for (const box of document.querySelectorAll("input[data-filter]")) {
      const rows = [...(box.closest("label").parentElement.querySelector("div.filtered tbody")?.rows ?? [])];
      box.addEventListener("input", () => {
        const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
        for (const row of rows) {
          const said = row.textContent.toLowerCase();
          row.hidden = !words.every((word) => said.includes(word));
        }
      });
    }
    if (window.matchMedia("(max-width: 44.9375em)").matches) {
      for (const long of document.querySelectorAll("details.long")) long.open = false;
    }
    window.addEventListener("beforeprint", () => { // paper cannot be opened
      for (const folded of document.querySelectorAll(".md-typeset details:not([open])")) {
        folded.open = true;
        window.addEventListener("afterprint", () => { folded.open = false; }, { once: true });
      }
    });
    const text = document.querySelector("#report-text");
    const about = new URLSearchParams(location.search).get("about");
    if (text && about !== null) {
      text.value = text.value.replace("(the address of the page)", new URL(`../../${about}`, location.href).href);
    }
  };
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
