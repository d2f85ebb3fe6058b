// What JavaScript adds to pages that work without it: keys, layers remembered, «why» in place, brushes.
"use strict";

(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  // --- keys: j and k through the rows, o opens, e shows the evidence, / searches, ? explains
  let current = -1;
  const rows = () => all("[data-row]").filter((row) => row.offsetParent !== null);

  function move(step) {
    const list = rows();
    if (!list.length) return;
    all("[data-row].at").forEach((row) => row.classList.remove("at"));
    current = Math.min(Math.max(current + step, 0), list.length - 1);
    const row = list[current];
    row.classList.add("at");
    const target = one("summary, [data-open]", row) || row;
    target.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    e: () => {
      const row = rows()[current];
      const details = row && (row.matches("details") ? row : one("details", row));
      if (details) details.open = !details.open;
    },
    o: () => {
      const link = rows()[current] && one("[data-open], .grounds a", rows()[current]);
      if (link) link.click();
    },
    w: () => {
      const link = rows()[current] && one("[data-why], .grounds a", rows()[current]);
      if (link) link.click();
    },
    "/": () => (one("#q") || one("#find")).focus(),
    "?": () => one(".keys").click(),
    Escape: () => closeWhy(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "Escape" && event.target.closest("input, textarea, select")) return;
    const layer = /^[1-6]$/.test(event.key) && all("[data-layer]")[Number(event.key) - 1];
    if (layer) {
      layer.click();
    } else if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });

  // --- layers of an article: the reader's choice is kept
  const KEPT = "dragoman.layers";
  const boxes = all("[data-layer]");
  if (boxes.length) {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(KEPT)); } catch { kept = null; }
    if (kept && typeof kept === "object") {
      boxes.forEach((box) => { if (box.dataset.layer in kept) box.checked = kept[box.dataset.layer] === true; });
    }
    boxes.forEach((box) => box.addEventListener("change", () => {
      const chosen = Object.fromEntries(boxes.map((b) => [b.dataset.layer, b.checked]));
      try { localStorage.setItem(KEPT, JSON.stringify(chosen)); } catch { /* private window */ }
    }));
  }

  // --- why: asked for in place, without leaving the paragraph
  const slot = one("#why");
  function closeWhy() {
    if (slot) { slot.replaceChildren(); slot.classList.remove("floating"); }
  }
  document.addEventListener("click", (event) => {
    const piece = event.target.closest("a[data-at]");
    if (piece && slot && window.htmx && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      slot.classList.add("floating");
      window.htmx.ajax("GET", piece.dataset.at, { target: slot, swap: "innerHTML" });
    }
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      closeWhy();
    }
  });

  // --- a link into an article opens the note it leads to
  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details")) target.open = true;
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // --- files dropped on their form are sent at once
  all("[data-drop]").forEach((form) => {
    const zone = one(".drop", form);
    const input = one("input[type=file]", form);
    ["dragover", "dragenter"].forEach((kind) => zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    }));
    ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("over")));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  });

  // --- map and network: drag, double click or Ctrl and wheel; the wheel alone scrolls the page
  all("[data-zoom] svg").forEach((svg) => {
    if (!window.d3) return;
    const group = window.d3.select(svg).select("[data-zoomed]");
    const zoom = window.d3.zoom().scaleExtent([1, 12])
      .filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey))
      .on("zoom", ({ transform }) => {
        group.attr("transform", transform);
        svg.classList.toggle("near", transform.k > 2.5);
      });
    window.d3.select(svg).call(zoom);
  });
  all("[data-node]").forEach((node) => {
    const key = node.dataset.node;
    const edges = all("[data-ends]");
    const near = new Set([key, ...edges.map((e) => e.dataset.ends.split(" ")).filter((e) => e.includes(key)).flat()]);
    const light = (on) => {
      edges.forEach((e) => e.classList.toggle("dim", on && !e.dataset.ends.split(" ").includes(key)));
      all("[data-node]").forEach((n) => n.classList.toggle("dim", on && !near.has(n.dataset.node)));
    };
    node.addEventListener("mouseenter", () => light(true));
    node.addEventListener("mouseleave", () => light(false));
    node.addEventListener("focus", () => light(true));
    node.addEventListener("blur", () => light(false));
  });

  // --- the histogram: a stretch is chosen by drawing over it
  all("[data-brush]").forEach((figure) => {
    const form = one("[data-ask]");
    if (!window.d3 || !form) return;
    const svg = one("svg", figure);
    const box = svg.viewBox.baseVal;
    const bars = all("a[data-key]", svg).map((link) => {
      const rect = one("rect", link);
      return { key: link.dataset.key, href: link.href.baseVal, x: rect.x.baseVal.value, width: rect.width.baseVal.value };
    });
    if (bars.length < 2) return;
    const lastDay = (key) => key.length === 4 ? `${key}-12-31`
      : new Date(Date.UTC(Number(key.slice(0, 4)), Number(key.slice(5)), 0)).toISOString().slice(0, 10);
    const firstDay = (key) => key.length === 4 ? `${key}-01-01` : `${key}-01`;
    const brush = window.d3.brushX().extent([[0, 0], [box.width, box.height - 18]]).on("end", ({ selection, sourceEvent }) => {
      if (!sourceEvent) return;
      if (!selection) { // a click, not a stretch: the bar under it is followed
        const [x] = window.d3.pointer(sourceEvent, svg);
        const bar = bars.find((b) => x >= b.x - 1 && x <= b.x + b.width * 1.3);
        if (bar) location.assign(bar.href);
        return;
      }
      const chosen = bars.filter((b) => b.x + b.width > selection[0] && b.x < selection[1]);
      if (!chosen.length) return;
      form.elements.since.value = firstDay(chosen[0].key);
      form.elements.until.value = lastDay(chosen[chosen.length - 1].key);
      form.requestSubmit();
    });
    const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
    svg.append(layer);
    window.d3.select(layer).call(brush);
  });
})();
