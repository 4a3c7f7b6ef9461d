(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var specs = (function (held) {
    // What occurs several times is written once; see pack.py. Drawing copies a spec before it changes anything.
    var parts = [];
    function unpack(value) {
      if (!value || typeof value !== "object") { return value; }
      if (Array.isArray(value)) { return value.map(unpack); }
      var keys = Object.keys(value), out = {};
      if (keys.length === 1 && keys[0] === "$") { return parts[value.$]; }
      keys.forEach(function (k) { out[k] = unpack(value[k]); });
      return out;
    }
    held.parts.forEach(function (part) { parts.push(unpack(part)); });
    return unpack(held.specs);
  }(JSON.parse(document.getElementById("specs").textContent)));
  var LIGHT = {
    ink: "#1d2126", muted: "#5a6068", faint: "#e3e0d8", paper: "#ffffff", accent: "#a6401a", good: "#00785a", late: "#d08700", bad: "#b3261e",
    unsure: "#8b9098", other: "#6b7280", moved: "#8655f6", coming: "#1d207c", unclear: "#475c75", dropped: "#10343a", rule1: "#1d2126", rule2: "#6a3d9a", rule3: "#a6401a", rule4: "#4d7d00",
    level_unknown: "#e6e3db", level0: "#b9b6ae", level1: "#a8cfe0", level2: "#4f9cc0", level3: "#0b4f83",
    series1: "#0b4f83", series2: "#b3501a", series3: "#00785a", series4: "#8a3a8f", series5: "#6b7280"
  };
  var DARK = {
    ink: "#e9e6df", muted: "#a9adb3", faint: "#2c3138", paper: "#1c2025", accent: "#f0a882", good: "#4cc79b", late: "#ffd166", bad: "#ff5a4f",
    unsure: "#8b9098", other: "#9aa3af", moved: "#d076f7", coming: "#d9c3eb", unclear: "#98549e", dropped: "#846663", rule1: "#e9e6df", rule2: "#c6a5ea", rule3: "#f0a882", rule4: "#a8d25a",
    level_unknown: "#2c3138", level0: "#5a6068", level1: "#2f5f78", level2: "#4f9cc0", level3: "#a9dcf5",
    series1: "#7cc0f0", series2: "#f0a06a", series3: "#4cc79b", series4: "#dba0e0", series5: "#9aa3af"
  };

  function dark() {
    var set = root.getAttribute("data-theme");
    return set ? set === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  // Party colours come from the case as #rrggbb; on a dark page those too dark to see are mixed with white.
  function lit(hex) {
    var parts = [1, 3, 5].map(function (i) { return parseInt(hex.slice(i, i + 2), 16); });
    var light = 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2];
    var mix = light < 150 ? 0.4 : 0;
    return "#" + parts.map(function (v) { return ("0" + Math.round(v + (255 - v) * mix).toString(16)).slice(-2); }).join("");
  }
  function coloured(value, palette) {
    if (typeof value === "string" && palette === DARK && /^#[0-9a-fA-F]{6}$/.test(value)) { return lit(value); }
    if (typeof value === "string") {
      return value.charAt(0) === "$" && palette[value.slice(1)] ? palette[value.slice(1)] : value;
    }
    if (Array.isArray(value)) { return value.map(function (v) { return coloured(v, palette); }); }
    if (value && typeof value === "object") {
      var out = {};
      Object.keys(value).forEach(function (k) { out[k] = k === "values" || k === "domain" ? value[k] : coloured(value[k], palette); });
      return out;
    }
    return value;
  }
  function config(p, narrow) {
    var font = "Inter, Segoe UI, Helvetica Neue, Liberation Sans, Arial, sans-serif";
    return {
      background: "transparent", font: font, view: { stroke: null }, padding: { left: 2, right: 6, top: 4, bottom: 2 },
      axis: { labelColor: p.muted, titleColor: p.muted, titleFontWeight: 400, gridColor: p.faint, domain: false, tickColor: p.faint, labelFontSize: 12, titleFontSize: 12 },
      axisX: { tickSize: 5, labelSeparation: narrow ? 8 : 4 }, axisY: { ticks: false, labelPadding: 6 },
      legend: { labelColor: p.ink, labelFontSize: 12, symbolSize: 90, symbolOpacity: 1, columnPadding: 14, offset: 8, labelLimit: 320, layout: { top: { anchor: "start", direction: narrow ? "vertical" : "horizontal" } } },
      text: { color: p.ink, font: font }
    };
  }
  function merge(into, from) {
    Object.keys(from).forEach(function (k) {
      var v = from[k];
      into[k] = v && typeof v === "object" && !Array.isArray(v) ? merge(into[k] || {}, v) : v;
    });
    return into;
  }
  function width(figure) {
    var main = document.getElementById("main");
    var style = getComputedStyle(main);
    var all = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    var plot = figure.querySelector(".plot");
    if (plot.clientWidth > 0) { return plot.clientWidth; }
    var grid = figure.closest(".grid2");
    var inside = grid && all >= 980 ? (all - 22) / 2 : all;
    return Math.max(220, inside - (all < 620 ? 22 : 37));
  }
  var views = {};
  function draw(figure) {
    var spec = specs[figure.getAttribute("data-chart")];
    var p = dark() ? DARK : LIGHT;
    var made = coloured(JSON.parse(JSON.stringify(spec)), p);
    var wide = Math.floor(width(figure));
    if (wide < 560 && made.usermeta && made.usermeta.narrow) { merge(made, made.usermeta.narrow); }
    made.width = wide;
    made.autosize = { type: "fit-x", contains: "padding" };
    if (wide < 560) {
      made = JSON.parse(JSON.stringify(made), function (k, v) {
        if (k !== "legend" || !v || v.orient !== "top") { return v; }
        var long = (this.scale && this.scale.domain || []).some(function (name) { return name.length > 20; });
        return Object.assign({}, v, { columns: long ? 1 : 2 });
      });
    }
    figure.setAttribute("data-drawn", wide + (dark() ? "d" : "l"));
    var plot = figure.querySelector(".plot");
    var says = plot.getAttribute("aria-label");
    if (views[figure.id]) { views[figure.id].finalize(); }
    return window.vegaEmbed(plot, made, {
      renderer: "svg", actions: false, config: config(p, wide < 560), tooltip: { theme: "custom" }, ast: false
    }).then(function (r) {
      views[figure.id] = r.view;
      // The library names the picture after itself.
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", says);
      plot.removeAttribute("aria-roledescription");
      var svg = plot.querySelector("svg");
      if (svg) { svg.setAttribute("aria-hidden", "true"); svg.setAttribute("focusable", "false"); }
    });
  }
  var figures = Array.prototype.slice.call(document.querySelectorAll("figure.chart"));
  function stale(figure) { return figure.getAttribute("data-drawn") !== Math.floor(width(figure)) + (dark() ? "d" : "l"); }
  function drawAll(list) {
    return list.reduce(function (before, figure) {
      return before.then(function () { return stale(figure) ? draw(figure) : null; });
    }, Promise.resolve());
  }
  function inside(section) {
    return figures.filter(function (f) { var fold = f.closest("details.fold"); return section.contains(f) && (!fold || fold.open); });
  }

  var pages = Array.prototype.slice.call(document.querySelectorAll("section.page"));
  var links = Array.prototype.slice.call(document.querySelectorAll("nav a"));
  function anchor() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (_) { return ""; }
  }
  function show() {
    var id = anchor();
    var target = id ? document.getElementById(id) : null;
    var page = target ? target.closest("section.page") : null;
    var shown = document.querySelector("section.page.current");
    if (target && !page && shown) { return; }
    page = page || pages[0];
    pages.forEach(function (p) { p.classList.toggle("current", p === page); });
    links.forEach(function (a) {
      if (a.getAttribute("href") === "#" + page.id) { a.setAttribute("aria-current", "page"); } else { a.removeAttribute("aria-current"); }
    });
    var here = document.querySelector("nav a[aria-current=page]"), bar = document.querySelector("nav ul");
    bar.scrollLeft += here.getBoundingClientRect().left - bar.getBoundingClientRect().left - (bar.clientWidth - here.offsetWidth) / 2;
    document.title = page.querySelector("h1").textContent + " – " + document.querySelector(".brand").textContent.trim().replace(/\s+/g, " ");
    if (target && target !== page) { reveal(target); }
    drawAll(inside(page)).then(function () {
      if (target && target !== page) {
        target.setAttribute("tabindex", "-1");
        target.focus({ preventScroll: true });
        target.scrollIntoView({ block: "start" });
      } else { window.scrollTo(0, 0); }
      window.longgameReady = true;
    });
  }
  window.addEventListener("hashchange", show);
  function reveal(target) {
    var open = target.querySelector("details");
    if (open && (target.tagName === "TR" || open.classList.contains("fold"))) { open.open = true; }
    var fold = target.closest("details.fold");
    if (fold) { fold.open = true; }
    if (target.hidden) { unfiltered(target.closest("table")); }
    var body = target.closest("tbody");
    if (body && body.longgameGroup) { body.longgameGroup.wanted = true; opened(body.longgameGroup, true); }
  }
  function unfiltered(table) {
    Array.prototype.forEach.call(document.querySelectorAll(".filters"), function (bar) {
      if (bar.dataset["for"] !== table.id) { return; }
      Array.prototype.forEach.call(bar.querySelectorAll("input, select"), function (control) { control.value = ""; });
      bar.dispatchEvent(new Event("input"));
    });
  }

  var timer;
  window.addEventListener("resize", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { var page = document.querySelector("section.page.current"); drawAll(inside(page)); }, 150);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { named(); drawAll(inside(document.querySelector("section.page.current"))); });
  var theme = document.getElementById("theme");
  function named() { theme.textContent = dark() ? "Light" : "Dark"; }
  theme.hidden = false; named();
  theme.addEventListener("click", function () {
    root.setAttribute("data-theme", dark() ? "light" : "dark"); named();
    drawAll(inside(document.querySelector("section.page.current")));
  });
  var print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", function () {
    var before = root.getAttribute("data-theme");
    root.setAttribute("data-theme", "light");
    drawAll(figures).then(function () {
      window.print();
      if (before) { root.setAttribute("data-theme", before); } else { root.removeAttribute("data-theme"); }
      drawAll(inside(document.querySelector("section.page.current")));
    });
  });
  window.longgameDrawAll = function () { return drawAll(figures); };

  function save(name, text, type) {
    var a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([text], { type: type }));
    a.download = name;
    document.body.appendChild(a); a.click(); a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 1000);
  }
  function csv(table) {
    return Array.prototype.filter.call(table.rows, function (row) { return !row.classList.contains("grouphead"); }).map(function (row) {
      return Array.prototype.map.call(row.cells, function (cell) {
        var text = (cell.getAttribute("data-csv") || cell.textContent).trim().replace(/\s+/g, " ");
        if (/^[=+\-@\t\r]/.test(text) && !/^[+\-]?\d[\d.,]*( ?%)?( to -?\d+)?$/.test(text)) { text = "'" + text; }
        return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(",");
    }).join("\n") + "\n";
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    if (button.classList.contains("get")) {
      var table = button.dataset.table ? document.getElementById(button.dataset.table) : button.closest("details").querySelector("table");
      save(button.dataset.name, "\ufeff" + csv(table), "text/csv;charset=utf-8");
    } else if (button.classList.contains("getsvg")) {
      var figure = button.closest("figure");
      views[figure.id].toSVG().then(function (svg) { save(button.dataset.name, svg, "image/svg+xml"); });
    }
  });

  // Long tables are read in groups. On a telephone these begin closed; the browser's search opens the one where it finds something.
  var narrow = window.matchMedia("(max-width: 640px)");
  var FEWEST_GROUPED = 13, CHUNK = 25, GROUPS_NAMED = 0;
  function dataRows(table) { return Array.prototype.slice.call(table.querySelectorAll("tbody tr")).filter(function (r) { return !r.classList.contains("grouphead"); }); }
  function byName(rows) {
    var found = {}, groups = [];
    rows.forEach(function (row) {
      var name = row.getAttribute("data-group") || "";
      if (!found["g" + name]) { found["g" + name] = { name: name, rows: [] }; groups.push(found["g" + name]); }
      found["g" + name].rows.push(row);
    });
    return groups;
  }
  function chunks(rows) {
    var groups = [];
    for (var i = 0; i < rows.length; i += CHUNK) {
      var part = rows.slice(i, i + CHUNK);
      groups.push({ name: "rows " + (i + 1) + " to " + (i + part.length), rows: part });
    }
    return groups;
  }
  function opened(group, open) {
    group.button.setAttribute("aria-expanded", open ? "true" : "false");
    if (open) { group.body.removeAttribute("hidden"); } else { group.body.setAttribute("hidden", "until-found"); }
  }
  function arrange(table, groups) {
    Array.prototype.slice.call(table.tBodies).forEach(function (body) { body.remove(); });
    table.longgameGroups = groups.length > 1 ? groups : [];
    groups.forEach(function (group) {
      group.body = document.createElement("tbody");
      group.rows.forEach(function (row) { group.body.appendChild(row); });
      if (groups.length > 1) {
        GROUPS_NAMED += 1;
        group.body.id = table.id + "-group-" + GROUPS_NAMED;
        group.body.longgameGroup = group;
        group.wanted = !narrow.matches;
        table.appendChild(head(table, group));
        group.body.addEventListener("beforematch", function () { group.wanted = true; opened(group, true); });
        opened(group, group.wanted);
      }
      table.appendChild(group.body);
    });
    tell(table);
  }
  function head(table, group) {
    var body = document.createElement("tbody"), row = body.insertRow(), cell = document.createElement("th");
    row.className = "grouphead";
    cell.scope = "rowgroup"; cell.colSpan = table.tHead.rows[0].cells.length;
    group.head = body; group.button = document.createElement("button"); group.size = document.createElement("span");
    group.button.type = "button";
    group.button.setAttribute("aria-controls", group.body.id);
    group.button.textContent = group.name + " ";
    group.button.appendChild(group.size);
    group.button.addEventListener("click", function () { group.wanted = group.body.hasAttribute("hidden"); opened(group, group.wanted); tell(table); });
    cell.appendChild(group.button); row.appendChild(cell);
    return body;
  }
  // With a filter what matches is open, groups without a match are gone; without a filter all is as the reader left it.
  function tell(table) {
    var groups = table.longgameGroups || [];
    groups.forEach(function (group) {
      var left = group.rows.filter(function (r) { return !r.hidden; }).length;
      var filtered = table.longgameFiltered;
      group.size.textContent = (filtered ? left + " of " : "") + group.rows.length + (group.rows.length === 1 ? " row" : " rows");
      group.head.hidden = left === 0;
      if (filtered) { opened(group, left > 0); } else { opened(group, group.wanted); }
    });
    var all = document.querySelector('.filters[data-for="' + table.id + '"] .openall');
    if (all) {
      all.hidden = !groups.length;
      all.textContent = groups.some(function (g) { return g.body.hasAttribute("hidden"); }) ? "Open all" : "Close all";
    }
  }
  Array.prototype.forEach.call(document.querySelectorAll("table.data"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th, i) {
      var button = document.createElement("button");
      button.type = "button"; button.textContent = th.textContent; th.textContent = ""; th.appendChild(button);
      button.addEventListener("click", function () { sort(table, i, th.getAttribute("aria-sort") === "ascending"); });
    });
    table.longgameRows = dataRows(table);
    if (table.longgameRows.length >= FEWEST_GROUPED && table.longgameRows[0].hasAttribute("data-group")) { arrange(table, byName(table.longgameRows)); }
  });
  function key(row, i) {
    var cell = row.cells[i];
    return cell.hasAttribute("data-sort") ? cell.getAttribute("data-sort") : cell.textContent.trim();
  }
  function sort(table, i, down) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (c) { c.removeAttribute("aria-sort"); });
    heads[i].setAttribute("aria-sort", down ? "descending" : "ascending");
    var rows = dataRows(table);
    var numbers = rows.every(function (r) { var k = key(r, i); return k === "" || !isNaN(Number(k)); });
    rows.sort(function (a, b) {
      var x = key(a, i), y = key(b, i);
      var order = numbers ? Number(x || -Infinity) - Number(y || -Infinity) : x.localeCompare(y, undefined, { numeric: true });
      return down ? -order : order;
    });
    arrange(table, narrow.matches && rows.length >= FEWEST_GROUPED ? chunks(rows) : [{ rows: rows }]);
    if (narrow.matches && table.longgameGroups.length) { table.longgameGroups[0].wanted = true; tell(table); }
    var by = document.querySelector('.filters[data-for="' + table.id + '"] .sortby');
    if (by) { by.value = (down ? "-" : "+") + i; }
  }
  function unsorted(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (c) { c.removeAttribute("aria-sort"); });
    arrange(table, table.longgameRows.length >= FEWEST_GROUPED ? byName(table.longgameRows) : [{ rows: table.longgameRows }]);
  }
  // The heads of columns are not on a telephone, so there one sorts from a list.
  function sorter(bar, table) {
    var label = document.createElement("label"), select = document.createElement("select");
    label.className = "sorting"; select.className = "sortby"; label.textContent = "sort by ";
    select.add(new Option("as listed", ""));
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th, i) {
      select.add(new Option(th.textContent + ", up", "+" + i));
      select.add(new Option(th.textContent + ", down", "-" + i));
    });
    select.addEventListener("input", function (event) {
      event.stopPropagation();
      if (select.value) { sort(table, Number(select.value.slice(1)), select.value.charAt(0) === "-"); } else { unsorted(table); }
    });
    label.appendChild(select);
    bar.insertBefore(label, bar.querySelector(".count"));
  }
  function opener(bar, table) {
    var button = document.createElement("button");
    button.type = "button"; button.className = "openall";
    button.addEventListener("click", function () {
      var open = button.textContent === "Open all";
      table.longgameGroups.forEach(function (g) { g.wanted = open; opened(g, open && !g.head.hidden); });
      button.textContent = open ? "Close all" : "Open all";
    });
    bar.insertBefore(button, bar.querySelector(".get"));
  }
  Array.prototype.forEach.call(document.querySelectorAll(".filters"), function (bar) {
    var table = document.getElementById(bar.dataset["for"]);
    if (!table) { return; }
    sorter(bar, table); opener(bar, table);
    var names = Array.prototype.map.call(table.tHead.rows[0].cells, function (c) { return c.textContent.trim(); });
    var rows = table.longgameRows;
    var count = bar.querySelector(".count");
    function apply() {
      var text = bar.querySelector(".filter-text").value.trim().toLowerCase();
      var chosen = Array.prototype.filter.call(bar.querySelectorAll(".filter-select"), function (s) { return s.value; });
      var shown = 0;
      rows.forEach(function (row) {
        var ok = !text || row.textContent.toLowerCase().indexOf(text) >= 0;
        chosen.forEach(function (s) {
          var cell = row.cells[names.indexOf(s.dataset.column)];
          if (!cell || (cell.getAttribute("data-filter") || cell.textContent.trim()) !== s.value) { ok = false; }
        });
        row.hidden = !ok; if (ok) { shown += 1; }
      });
      count.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length + " rows";
      table.longgameFiltered = Boolean(text || chosen.length);
      tell(table);
    }
    bar.addEventListener("input", apply); apply();
  });

  var folds = Array.prototype.slice.call(document.querySelectorAll("details.fold"));
  function fit() {
    folds.forEach(function (d) { d.open = !narrow.matches; });
    Array.prototype.forEach.call(document.querySelectorAll("table.data"), function (table) {
      (table.longgameGroups || []).forEach(function (g) { g.wanted = !narrow.matches; });
      tell(table);
    });
  }
  if (narrow.matches) { folds.forEach(function (d) { d.open = false; }); }
  narrow.addEventListener("change", fit);
  folds.forEach(function (d) { d.addEventListener("toggle", function () { if (d.open) { drawAll(inside(d)); } }); });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = folds.filter(function (d) { return !d.open; });
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (d) { d.open = false; }); });
  show();
})();
