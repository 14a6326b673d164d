"use strict";
(() => {
  const root = document.documentElement, $ = id => document.getElementById(id);
  const pristine = root.cloneNode(true);
  root.classList.add("scripted");
  const kept = {
    get: name => { try { return localStorage.getItem(`summariser:${name}`); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(`summariser:${name}`, value); } catch { /* none here */ } },
  };

  // Dark mode: the switch works by style alone; here it is only remembered.
  const theme = document.getElementById(`theme-${kept.get("theme")}`);
  if (theme) theme.checked = true;
  for (const input of document.querySelectorAll(".theme input"))
    input.addEventListener("change", () => kept.set("theme", input.id.slice(6)));

  const marks = [...document.querySelectorAll("a.m")];
  const order = new Map(marks.map((el, at) => [el, at]));
  const side = el => el.closest(".side");
  const list = (el, name) => (el.dataset[name] || "").split(" ").filter(Boolean).map($).filter(Boolean);
  const target = el => $(el.getAttribute("href").slice(1));
  const partners = el => el.dataset.p ? list(el, "p") : [target(el)].filter(one => one && one !== el);
  const shows = el => ![...el.classList].some(name => $(`f-${name}`)?.checked === false);

  // Scrolls a number into view where it is not, within its own side where that scrolls.
  const reveal = el => {
    for (let up = el.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    const own = side(el);
    const scrolls = own && own.scrollHeight > own.clientHeight + 1 && getComputedStyle(own).overflowY !== "visible";
    // More than once, for what comes near is laid out only then.
    for (let tries = 0; tries < 4; tries += 1) {
      const box = el.getBoundingClientRect();
      const view = scrolls ? own.getBoundingClientRect() : { top: 0, bottom: innerHeight - ($("panel")?.offsetHeight || 0) };
      if (box.top >= view.top + 48 && box.bottom <= view.bottom - 48) return;
      (scrolls ? own : window).scrollBy({ top: box.top - (view.top + view.bottom) / 2, behavior: "instant" });
    }
  };
  const writes = el => el.matches?.("input:not([type=checkbox], [type=radio]), textarea");

  // Where a page is only looked at, as in a preview, it has no address to keep.
  const address = place => { try { history.replaceState(null, "", place); } catch { /* none here */ } };

  // A comparison: one row is open at a time; search leaves the rows that have the words.
  const facts = [...document.querySelectorAll("tr.fact")], told = row => row.nextElementSibling;
  const opened = () => facts.find(row => told(row).classList.contains("open"));
  const inSight = el => {
    const box = el.getBoundingClientRect(), own = el.closest(".matrix"), view = own.getBoundingClientRect();
    const top = Math.max(view.top, 0) + own.querySelector("thead").offsetHeight, bottom = Math.min(view.bottom, innerHeight);
    const by = box.top < top ? box.top - top : Math.min(Math.max(box.bottom - bottom, 0), el.previousElementSibling ? box.top - top : 0);
    return [own, by];
  };
  const open = (row, figure = null) => {
    const before = opened();
    if (before && before !== row) shut(before);
    told(row).classList.add("open");
    for (const el of told(row).querySelectorAll(".quoted")) el.classList.toggle("held", el.id === figure);
    for (const link of row.querySelectorAll("a")) link.setAttribute("aria-expanded", "true");
    // First all that was told, then, above all, the row itself.
    for (const el of [told(row), row]) { const [own, by] = inSight(el); own.scrollBy({ top: by, behavior: "instant" }); }
    address(`#${told(row).id}`);
  };
  const shut = row => {
    told(row).classList.remove("open");
    for (const link of row.querySelectorAll("a")) link.setAttribute("aria-expanded", "false");
    address(location.pathname + location.search);
  };
  const walkRows = by => {
    const rows = facts.filter(row => row.checkVisibility()), at = rows.indexOf(opened());
    const to = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length];
    if (!to) return;
    open(to);
    to.querySelector("a").focus({ preventScroll: true });
  };
  const sift = () => {
    const words = $("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of facts) {
      const text = `${row.textContent} ${told(row).textContent}`.toLowerCase();
      row.classList.toggle("miss", !words.every(word => text.includes(word)));
      if (row.classList.contains("miss") && row === opened()) shut(row);
    }
    const count = facts.filter(row => row.checkVisibility()).length;
    $("no-row").hidden = count > 0;
    $("found").value = words.length ? `${count} ${count === 1 ? "row" : "rows"}` : "";
  };
  if (facts.length) {
    for (const row of facts) for (const link of row.querySelectorAll("a")) link.setAttribute("aria-expanded", "false");
    document.addEventListener("click", event => {
      const cell = event.target.closest?.("tr.fact > *"), row = cell?.parentElement;
      if (!row || event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed || event.target.closest("label, input")) return;
      const link = event.target.closest("a") || cell.querySelector("a") || row.querySelector("a");
      event.preventDefault();
      const figure = link.dataset.c || null, held = told(row).querySelector(".held")?.id || null;
      if (row === opened() && (!figure || figure === held)) shut(row);
      else open(row, figure);
    });
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") { if (opened()) shut(opened()); event.target.blur?.(); return; }
      const by = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || writes(event.target) || event.target.matches?.("[type=radio]") || !opened() && event.key.startsWith("Arrow")) return;
      event.preventDefault();
      walkRows(by);
    });
    for (const input of document.querySelectorAll(".filters input")) input.addEventListener("change", sift);
    const linked = () => {
      const row = $(location.hash.slice(1))?.previousElementSibling;
      if (row?.matches("tr.fact")) open(row);
    };
    addEventListener("hashchange", linked);
    linked();
  }

  // Search in both texts, by highlights that leave the page as it is.
  let hits = [], hit = -1;
  const texts = () => [...document.querySelectorAll($("panel") ? ".side" : "main")].map(own => {
    const nodes = [], starts = [], walker = document.createTreeWalker(own, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node; node = walker.nextNode();) { nodes.push(node); starts.push(text.length); text += node.data; }
    const low = text.toLowerCase();
    return { nodes, starts, text: low.length === text.length ? low : text };
  });
  const place = ({ nodes, starts }, offset) => {
    let low = 0, high = starts.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (starts[mid] <= offset) low = mid; else high = mid - 1; }
    return [nodes[low], offset - starts[low]];
  };
  const find = () => {
    const wanted = $("find").value.toLowerCase();
    hits = [];
    if (wanted) for (const own of texts())
      for (let at = own.text.indexOf(wanted); at >= 0 && hits.length < 2000; at = own.text.indexOf(wanted, at + wanted.length)) {
        const range = new Range();
        range.setStart(...place(own, at));
        range.setEnd(...place(own, at + wanted.length - 1));
        range.setEnd(range.endContainer, range.endOffset + 1);
        hits.push(range);
      }
    hit = -1;
    if (window.Highlight) CSS.highlights.set("found", new Highlight(...hits));
    step(1);
  };
  const step = by => {
    if (hits.length) hit = (hit + by + hits.length) % hits.length;
    $("found").value = hits.length ? `${hit + 1} of ${hits.length}` : $("find").value ? "none" : "";
    if (window.Highlight) CSS.highlights.set("at", new Highlight(...hits.slice(Math.max(hit, 0), hit + 1)));
    if (hits.length) reveal(hits[hit].startContainer.parentElement);
  };
  if ($("find")) {
    $("find").addEventListener("input", facts.length ? sift : find);
    $("find").addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      (facts.length ? walkRows : step)(event.shiftKey ? -1 : 1);
    });
    document.addEventListener("keydown", event => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      event.preventDefault();
      $("find").focus();
    });
    $("find").parentElement.hidden = false;
  }

  if (!$("panel")) return;

  const oneColumn = () => !matchMedia("(min-width: 62rem)").matches;

  // The number in hand: it, its partners, and why.
  let held = null, lit = [];
  const say = el => {
    const found = list(el, "w"), about = $("about"), told = new Set();
    about.replaceChildren(...found.slice(0, 12).map(entry => {
      const copy = document.createElement("div");
      copy.className = entry.className;
      copy.append(...[...entry.children].map(part => part.cloneNode(true)));
      for (const line of copy.querySelectorAll("p:not(.said, .links)")) {
        line.classList.toggle("same", told.has(line.textContent));
        told.add(line.textContent);
      }
      return copy;
    }));
    if (found.length) return;
    const line = document.createElement("p"), state = [...el.classList].find(name => $(`means-${name}`));
    line.textContent = `${el.textContent}: ${state ? $(`means-${state}`).textContent : ""}`;
    about.append(line);
  };
  const light = el => {
    for (const one of lit) one.classList.remove("shown", "held");
    lit = [el, ...partners(el)];
    for (const one of lit) one.classList.add("shown");
    el.classList.add("held");
    const first = partners(el)[0];
    if (first && !oneColumn()) reveal(first);
    say(el);
  };
  const hold = (el, { focus = true } = {}) => {
    held = el;
    light(el);
    reveal(el);
    if (focus) el.focus({ preventScroll: true });
    address(`#${el.id}`);
    own(el);
  };
  const release = () => {
    held = null;
    for (const one of lit) one.classList.remove("shown", "held");
    lit = [];
    hint();
    own(null);
    address(location.pathname + location.search);
  };
  const hint = () => { $("about").textContent = "Point at a number, or press j and k to walk through them."; };
  const walk = by => {
    const from = held ? side(held) : $("told");
    let all = marks.filter(el => side(el) === from && shows(el));
    if (!all.length) all = marks.filter(shows);
    const at = held ? order.get(held) : by > 0 ? -1 : marks.length;
    const next = by > 0 ? all.find(el => order.get(el) > at) : all.findLast(el => order.get(el) < at);
    const to = next || all.at(by > 0 ? 0 : -1);
    if (to) hold(to);
  };
  $("back").addEventListener("click", () => walk(-1));
  $("on").addEventListener("click", () => walk(1));
  let pointing = 0;
  document.addEventListener("mouseover", event => {
    const el = event.target.closest?.("a.m");
    clearTimeout(pointing);
    if (el && side(el)) pointing = setTimeout(() => light(el), 90);
    else if (held && lit[0] !== held) pointing = setTimeout(() => light(held), 250);
  });
  // The first click takes a number in hand, the next goes to its partner; focus, which comes with a click, is no first one.
  let before = null;
  document.addEventListener("pointerdown", () => { before = held; }, true);
  document.addEventListener("click", event => {
    const el = event.target.closest?.("a.m");
    if (!el || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const again = el === (event.detail ? before : held);
    hold(again ? partners(el).find(one => one.matches("a.m")) || el : el);
  });
  document.addEventListener("focusin", event => {
    if (event.target.matches?.("a.m") && event.target !== held) light(event.target), own(held = event.target);
  });
  const STEPS = { j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { event.target.blur?.(); release(); return; }
    if (writes(event.target) || event.target.matches?.("[type=radio]") && /^Arrow/.test(event.key)) return;
    // Up and down scroll until there is a number in hand.
    if (!(event.key in STEPS) || !held && /^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    walk(STEPS[event.key]);
  });
  const follow = () => {
    const el = $(location.hash.slice(1));
    if (el?.matches("a.m")) hold(el);
  };
  addEventListener("hashchange", follow);

  // A reader's own marks: kept in this browser, and in a copy of the page; or by the service, which listens.
  const read = text => { try { return Object.entries(JSON.parse(text).marks); } catch { return []; } };
  const noted = new Map([...read($("marks").textContent), ...(root.dataset.page ? read(kept.get(root.dataset.page)) : [])]);
  const written = () => JSON.stringify({ marks: Object.fromEntries(noted) });
  const own = el => {
    const mark = el && noted.get(el.dataset.k);
    $("checked").checked = Boolean(mark?.checked);
    $("note").value = mark?.note || "";
    $("checked").disabled = $("note").disabled = !el;
  };
  const apply = page => {
    const items = [];
    for (const el of page.querySelectorAll("a.m")) {
      const mark = noted.get(el.dataset.k), says = mark && (mark.checked || mark.note);
      el.classList.toggle("checked", Boolean(says));
      el.removeAttribute("aria-description");
      if (!says) continue;
      el.setAttribute("aria-description", `${mark.checked ? "checked" : "not checked"} ${mark.note}`.trim());
      const item = document.createElement("li"), link = document.createElement("a"), note = document.createElement("q");
      link.href = `#${el.id}`;
      link.textContent = el.classList.contains("chip") ? page.querySelector(`#${list(el, "w")[0].id} b`).textContent : el.textContent;
      note.textContent = mark.note;
      item.append(link, `: ${mark.checked ? "checked" : "not checked"}`, ...(mark.note ? [", ", note] : []));
      items.push(item);
    }
    const notes = page.querySelector("#notes");
    notes.hidden = !items.length;
    notes.querySelector("ul").replaceChildren(...items);
  };
  const change = () => {
    if (!held) return;
    const mark = { checked: $("checked").checked, note: $("note").value };
    noted.set(held.dataset.k, mark);
    if (root.dataset.page) kept.set(root.dataset.page, written());
    else dispatchEvent(new CustomEvent("marked", { detail: { key: held.dataset.k, ...mark } }));
    apply(root);
  };
  $("checked").addEventListener("change", change);
  $("note").addEventListener("change", change);
  $("save")?.addEventListener("click", () => {
    const page = pristine.cloneNode(true), link = document.createElement("a");
    apply(page);
    page.querySelector("#marks").textContent = written().replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const copy = new Blob(["<!doctype html>\n", page.outerHTML, "\n"], { type: "text/html" });
    link.href = URL.createObjectURL(copy);
    link.download = decodeURIComponent(location.pathname.split("/").pop() || "page.html").replace(/(-checked)?(\.html?)?$/, "-checked.html");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  $("panel").hidden = false;
  hint();
  own(null);
  apply(root);
  follow();
})();
