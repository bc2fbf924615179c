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
  const fold = (text) => (/[^\x00-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text).toLowerCase();
  const texts = new Map(); // made when first searched: two thousand cards are some ten megabytes of text
  let at = -1;

  // What unfolds is text within <noscript> until it is needed. It was escaped when it was written; a tag in it is one of ours.
  const fill = (card) => {
    const held = card.querySelector("noscript");
    if (!held) return;
    const body = document.createElement("div");
    body.className = "body";
    body.innerHTML = held.textContent;
    held.replaceWith(body);
  };
  const signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
  const said = (markup) =>
    markup.replace(/<\/?(?:mark|bdi)\b[^>]*>/g, "").replace(/<[^>]*>/g, " ").replace(/&(?:lt|gt|quot|#x27|amp);/g, (sign) => signs[sign]);
  const textOf = (card) => {
    if (!texts.has(card)) {
      const held = card.querySelector("noscript");
      texts.set(card, fold(said(held ? card.querySelector("summary").innerHTML + " " + held.textContent : card.innerHTML)));
    }
    return texts.get(card);
  };
  // Work on many cards in pieces of a few milliseconds, so that the page answers meanwhile; a newer piece of work of the same kind ends it.
  const turns = {};
  const inTurn = (kind, list, work, done) => {
    const turn = (turns[kind] = (turns[kind] || 0) + 1);
    const go = (from) => {
      if (turn !== turns[kind]) return;
      const until = performance.now() + 24;
      let place = from;
      while (place < list.length && performance.now() < until) work(list[place++]);
      if (place < list.length) setTimeout(go, 0, place);
      else done();
    };
    go(0);
  };
  const visible = () => cards.filter((card) => !card.classList.contains("hide"));

  const filter = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const wanted = Object.entries(selects).map(([name, field]) => [field, document.getElementById("by-" + name).value]).filter(([, value]) => value);
    let count = 0;
    const sieve = (card) => {
      let keep = wanted.every(([field, value]) => card.dataset[field].split(" ").includes(value));
      if (keep && words.length) {
        const text = textOf(card);
        keep = words.every((word) => text.includes(word));
      }
      card.classList.toggle("hide", !keep);
      card.classList.remove("at");
      if (keep) count += 1;
    };
    inTurn("filter", cards, sieve, () => {
      for (const group of groups) group.classList.toggle("hide", !group.querySelector(".card:not(.hide)"));
      shown.textContent = shown.dataset.text.replace("%s", count).replace("%t", cards.length);
      at = -1;
    });
  };

  const move = (step) => {
    const list = visible();
    if (!list.length) return;
    const focused = document.activeElement && document.activeElement.closest(".card");
    const from = focused ? list.indexOf(focused) : at;
    at = Math.min(Math.max(from + step, 0), list.length - 1);
    for (const card of document.querySelectorAll(".card.at")) card.classList.remove("at");
    list[at].classList.add("at");
    list[at].querySelector("summary").focus({ preventScroll: true });
    list[at].scrollIntoView({ block: "nearest" });
  };

  const unfold = (card, open) => {
    if (open) fill(card);
    card.firstElementChild.open = open;
  };
  const openAll = (open) => {
    const list = visible();
    document.getElementById("cards").classList.toggle("many", open && list.length > 100);
    inTurn("open", list, (card) => unfold(card, open), () => {});
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
  const opened = (event) => event.target.open && event.target.parentElement.matches(".card") && fill(event.target.parentElement);
  document.getElementById("cards").addEventListener("toggle", opened, true);
  addEventListener("beforeprint", () => visible().forEach((card) => unfold(card, true))); // at once: the printer does not wait

  tools.hidden = false;
  filter();
})();
