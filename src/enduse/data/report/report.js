// Search, filters and keys of the report. Without this script every card is still there and unfolds by itself.
"use strict";
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const cards = [...document.querySelectorAll(".card")];
  const groups = [...document.querySelectorAll(".group")];
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const toggle = document.getElementById("toggle");
  const selects = { outcome: "outcome", reason: "reason", regime: "regimes" };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(); // made when first searched: two thousand cards are some ten megabytes of text
  let at = -1;

  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, fold(card.textContent));
    return texts.get(card);
  };
  const visible = () => cards.filter((card) => !card.classList.contains("hide"));

  const filter = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      let keep = true;
      for (const [name, field] of Object.entries(selects)) {
        const wanted = document.getElementById("by-" + name).value;
        if (wanted && !card.dataset[field].split(" ").includes(wanted)) keep = false;
      }
      if (keep && words.length) {
        const text = textOf(card);
        keep = words.every((word) => text.includes(word));
      }
      card.classList.toggle("hide", !keep);
      if (keep) count += 1;
    }
    for (const group of groups) group.classList.toggle("hide", !group.querySelector(".card:not(.hide)"));
    shown.textContent = shown.dataset.text.replace("%s", count).replace("%t", cards.length);
    at = -1;
    for (const card of cards) card.classList.remove("at");
  };

  const move = (step) => {
    const list = visible();
    if (!list.length) return;
    const focused = document.activeElement && document.activeElement.closest(".card");
    const from = focused ? list.indexOf(focused) : at;
    at = Math.min(Math.max(from + step, 0), list.length - 1);
    for (const card of cards) card.classList.remove("at");
    list[at].classList.add("at");
    list[at].querySelector("summary").focus({ preventScroll: true });
    list[at].scrollIntoView({ block: "nearest" });
  };

  const openAll = (open) => {
    for (const card of visible()) card.firstElementChild.open = open;
    toggle.dataset.state = open ? "open" : "";
    toggle.textContent = open ? toggle.dataset.close : toggle.dataset.open;
  };

  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 120);
  });
  tools.addEventListener("change", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  toggle.addEventListener("click", () => openAll(toggle.dataset.state !== "open"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      search.value = "";
      for (const name of Object.keys(selects)) document.getElementById("by-" + name).value = "";
      filter();
      if (document.activeElement) document.activeElement.blur();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      move(event.key === "j" ? 1 : -1);
    }
  });
  addEventListener("beforeprint", () => openAll(true)); // older browsers do not print what is folded

  tools.hidden = false;
  filter();
})();
