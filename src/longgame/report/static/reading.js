"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const marks = [...document.querySelectorAll(".m")];
  const cards = [...document.querySelectorAll(".card")];
  const boxes = [...document.querySelectorAll(".kinds input")];
  const count = document.querySelector(".count");
  const claims = (mark) => mark.dataset.claims.split(" ").map(Number);
  const card = (number) => cards[number - 1];
  const narrow = matchMedia("(max-width:860px)");
  const hidden = new Set();
  let current = 0;

  const visible = (number) => !hidden.has(card(number).dataset.look);

  // Scrolls the list only, never the page, so that pointing at a claim does not move the text.
  const bring = (item) => {
    const list = item.parentElement;
    if (narrow.matches || list.scrollHeight <= list.clientHeight) return;
    const top = item.offsetTop - list.offsetTop;
    if (top < list.scrollTop || top + item.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - 12;
  };

  const show = (number) => {
    current = number;
    for (const item of cards) {
      const on = item === cards[number - 1];
      item.classList.toggle("on", on);
      item.querySelector(".close").hidden = !(on && narrow.matches);
      if (on) bring(item);
    }
    for (const mark of marks) mark.classList.toggle("on", number > 0 && claims(mark).includes(number));
    if (number && narrow.matches) {
      // What was tapped stays in sight above the panel.
      const over = document.querySelector(".m.on").getBoundingClientRect().top - (innerHeight - cards[number - 1].offsetHeight - 90);
      if (over > 0) scrollBy(0, over);
    }
  };

  const filter = () => {
    hidden.clear();
    for (const box of boxes) if (!box.checked) hidden.add(box.value);
    let n = 0;
    cards.forEach((item, i) => {
      const seen = visible(i + 1);
      item.classList.toggle("gone", !seen);
      n += seen;
    });
    for (const mark of marks) {
      const seen = claims(mark).filter(visible);
      mark.classList.toggle("off", !seen.length);
      const looks = [...mark.classList].filter((name) => name.startsWith("k-"));
      if (seen.length) {
        mark.classList.remove(...looks);
        mark.classList.add("k-" + card(seen[0]).dataset.look);
      }
      const first = mark.id !== "" && seen.length > 0;
      mark.tabIndex = first ? 0 : -1;
    }
    if (current && !visible(current)) show(0);
    count.textContent = `${n} of ${cards.length} claim${cards.length === 1 ? "" : "s"}`;
  };

  const go = (step) => {
    const order = cards.map((_, i) => i + 1).filter(visible);
    if (!order.length) return;
    const at = order.indexOf(current);
    const number = at < 0 ? order[step > 0 ? 0 : order.length - 1] : order[(at + step + order.length) % order.length];
    show(number);
    const mark = marks.find((m) => claims(m).includes(number));
    if (mark) {
      mark.focus({ preventScroll: true });
      mark.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion:reduce)").matches ? "auto" : "smooth" });
    }
    show(number);
  };

  // Of claims inside each other the narrowest is shown first; the same mark again goes one further out.
  const next = (mark) => {
    const seen = claims(mark).filter(visible);
    return seen.length ? seen[(seen.indexOf(current) + 1) % seen.length] : 0;
  };

  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => { if (!narrow.matches) { const seen = claims(mark).filter(visible); if (seen.length && !seen.includes(current)) show(seen[0]); } });
    mark.addEventListener("focus", () => { const seen = claims(mark).filter(visible); if (!narrow.matches && seen.length && !seen.includes(current)) show(seen[0]); });
    mark.addEventListener("click", (event) => { event.preventDefault(); const number = next(mark); if (number) show(number); });
  }
  for (const item of cards) {
    item.querySelector(".close").addEventListener("click", () => show(0));
    item.addEventListener("mouseenter", () => { if (!narrow.matches) show(cards.indexOf(item) + 1); });
  }
  for (const box of boxes) box.addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "Escape") show(0);
  });
  filter();
  window.longgameReady = true;
})();
