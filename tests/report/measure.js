// Measures what is on the page now: for each chart its marks, the boxes of its texts, and what is wrong with them.
() => {
  const box = (e) => { const r = e.getBoundingClientRect(); return {left: r.left, right: r.right, top: r.top, bottom: r.bottom, width: r.width, height: r.height}; };
  const charts = Array.from(document.querySelectorAll("figure.chart")).filter((f) => f.getClientRects().length).map((figure) => {
    const plot = figure.querySelector(".plot"), svg = plot.querySelector("svg"), around = box(plot);
    const found = {id: figure.dataset.chart, svg: Boolean(svg), marks: 0, width: around.width, texts: [], outside: [], small: [], lettersCut: []};
    if (!svg) { return found; }
    found.marks = svg.querySelectorAll(".role-mark path, .role-mark rect, .role-mark line, .role-mark text").length;
    found.scale = svg.viewBox.baseVal.width ? box(svg).width / svg.viewBox.baseVal.width : 1;
    const seen = new Set();
    for (const text of svg.querySelectorAll("text")) {
      const words = text.textContent.trim(), at = box(text);
      if (!words || at.width === 0 || getComputedStyle(text).opacity === "0" || text.closest("[opacity='0']")) { continue; }
      // A halo is the same text drawn twice in the same place.
      const key = [words, Math.round(at.left), Math.round(at.top)].join("|");
      if (seen.has(key)) { continue; }
      seen.add(key);
      const size = parseFloat(getComputedStyle(text).fontSize) * found.scale;
      found.texts.push({words, ...at, size});
      if (size < 10) { found.small.push(`${words} (${size.toFixed(1)} px)`); }
      if (at.left < around.left - 1.5 || at.right > around.right + 1.5 || at.top < around.top - 1.5 || at.bottom > around.bottom + 1.5) {
        found.outside.push(`${words} (${Math.round(at.left - around.left)} to ${Math.round(at.right - around.left)} of ${Math.round(around.width)})`);
      }
    }
    return found;
  });
  const width = document.documentElement.clientWidth, shown = document.querySelector("section.page.current") || document.body;
  const clipped = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) { if (getComputedStyle(p).overflowX !== "visible") { return true; } } return false; };
  const wide = Array.from(shown.querySelectorAll("*")).filter((e) => { const r = e.getBoundingClientRect(); return r.width && r.right > width + 1 && !clipped(e); });
  return {
    overflow: document.documentElement.scrollWidth - width,
    wide: wide.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className} to ${Math.round(e.getBoundingClientRect().right)}`),
    charts,
  };
}
