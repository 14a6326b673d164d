"use strict";
(() => {
  const $ = id => document.getElementById(id), all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const kept = {
    get: name => { try { return localStorage.getItem(`summariser:${name}`); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(`summariser:${name}`, value); } catch { /* none here */ } },
  };
  const writes = el => el.matches?.("input:not([type=checkbox], [type=radio], [type=file]), textarea, select");

  // Shortcuts of one letter, which can be switched off; the sheet and its button work either way.
  const sheet = $("sheet"), on = $("keys-on");
  on.checked = kept.get("keys") !== "off";
  on.addEventListener("change", () => kept.set("keys", on.checked ? "on" : "off"));
  $("keys").hidden = false;
  $("keys").addEventListener("click", () => sheet.showModal());
  const jobs = all(".job > a");
  const walk = by => {
    const at = jobs.indexOf(document.activeElement), to = jobs[at < 0 ? (by > 0 ? 0 : jobs.length - 1) : at + by];
    to?.focus();
  };
  for (const link of jobs) {
    link.addEventListener("focus", () => link.parentElement.classList.add("at"));
    link.addEventListener("blur", () => link.parentElement.classList.remove("at"));
  }
  let went = 0;
  const KEYS = {
    "?": () => sheet.showModal(),
    n: () => { location.href = "/"; },
    h: () => { if (Date.now() - went < 1500) location.href = "/history"; },
    g: () => { went = Date.now(); },
    "/": () => ($("q") || $("find"))?.focus(),
    j: () => walk(1),
    k: () => walk(-1),
  };
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1 || writes(event.target)) return;
    // What this page does not know of, as j and k in a text, is for view.js; but nothing is where they are off.
    const own = KEYS[event.key];
    if (!own) return;
    if (!on.checked || sheet.open) { event.stopImmediatePropagation(); return; }
    if ("jk".includes(event.key) && !jobs.length) return;
    if (event.key === "/" && !$("q")) return;
    event.preventDefault();
    own();
  }, true);
  addEventListener("keydown", event => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.("form");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  });
  // A menu closes by Escape, and when something else is chosen.
  addEventListener("keydown", event => {
    const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  addEventListener("click", event => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // Files: chosen one after the other, or dropped, they add up; each can be taken out again.
  const held = new Map();
  const show = input => {
    const files = held.get(input), moved = new DataTransfer(), list = input.parentElement.querySelector(".files");
    for (const file of files) moved.items.add(file);
    input.files = moved.files;
    list.replaceChildren(...files.map(file => {
      const item = document.createElement("li"), out = document.createElement("button");
      out.type = "button";
      out.textContent = "×";
      out.setAttribute("aria-label", `Take out ${file.name}`);
      out.addEventListener("click", () => { held.set(input, files.filter(one => one !== file)); show(input); input.focus(); });
      item.append(file.name, out);
      return item;
    }));
  };
  const add = (input, files) => {
    held.set(input, input.multiple ? [...(held.get(input) || []), ...files] : files.slice(0, 1));
    show(input);
    amiss(input.closest(".given"), "");
  };
  const amiss = (given, says) => {
    given.querySelector(".wrong").textContent = says;
    for (const text of all("textarea", given)) says ? text.setAttribute("aria-invalid", "true") : text.removeAttribute("aria-invalid");
  };
  for (const given of all(".given")) {
    const input = given.querySelector("input[type=file]"), more = given.querySelector(".more-texts");
    held.set(input, [...input.files]);
    given.querySelector(".hint").hidden = false;
    input.addEventListener("change", () => { if (input.files.length) add(input, [...input.files]); else show(input); });
    given.addEventListener("input", event => { if (writes(event.target)) amiss(given, ""); });
    // Files that are pasted, as a picture of the clipboard's never is, count as dropped.
    for (const name of ["drop", "paste"]) given.addEventListener(name, event => {
      const files = [...((event.dataTransfer || event.clipboardData)?.files || [])];
      given.classList.remove("over");
      if (!files.length) return;
      event.preventDefault();
      add(input, files);
    });
    given.addEventListener("dragover", event => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      given.classList.add("over");
    });
    given.addEventListener("dragleave", event => { if (!given.contains(event.relatedTarget)) given.classList.remove("over"); });
    if (!more) continue;
    more.hidden = false;
    more.addEventListener("click", () => {
      const texts = given.querySelector(".texts"), one = texts.firstElementChild.cloneNode(true), count = texts.children.length + 1;
      const label = one.querySelector("label"), text = one.querySelector("textarea");
      text.id = label.htmlFor = `${text.name}-${count}`;
      label.textContent = `${label.textContent.replace(/ \d+$/, "")} ${count}`;
      text.value = text.defaultValue = "";
      texts.append(one);
      text.focus();
    });
  }
  // A file beside the fields must not take the reader away from what was typed.
  for (const name of ["dragover", "drop"]) addEventListener(name, event => {
    if (event.dataTransfer?.types.includes("Files") && !event.defaultPrevented) { event.preventDefault(); event.dataTransfer.dropEffect = "none"; }
  });

  // A form is sent behind the page, so that nothing is lost where it is refused.
  for (const form of all("form.way")) form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button.main"), says = form.querySelector(".send output"), said = form.querySelector(".refused");
    if (button.disabled) return;
    const heavy = all("input[type=file]", form).find(input => [...input.files].reduce((sum, file) => sum + file.size, 0) > form.dataset.most);
    if (heavy) {
      amiss(heavy.closest(".given"), `These files are too large: together they may have ${Math.floor(form.dataset.most / 2 ** 20)} MB.`);
      heavy.focus();
      return;
    }
    const begun = Date.now(), telling = setInterval(() => { says.value = `${form.dataset.says} … ${Math.round((Date.now() - begun) / 1000)} s`; }, 1000);
    button.disabled = true;
    says.value = `${form.dataset.says} …`;
    said.hidden = true;
    for (const given of all(".given", form)) amiss(given, "");
    let answer = {};
    try {
      const got = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      answer = got.status === 401 ? { says: "You are signed out. Sign in again in another tab, then send this once more." } : await told(got);
    } catch { answer = { says: "The service does not answer. What you have typed is still here: send it again." }; }
    clearInterval(telling);
    if (answer.location) { location.href = answer.location; return; }
    button.disabled = false;
    says.value = "";
    const given = answer.field && form.querySelector(`.given[data-field="${CSS.escape(answer.field)}"]`);
    if (given) {
      amiss(given, answer.says);
      const option = given.closest("details");
      if (option) option.open = true;
      given.querySelector("textarea").focus();
    } else { said.textContent = answer.says; said.hidden = false; said.scrollIntoView({ block: "nearest" }); }
  });
  const told = async got => {
    try {
      const answer = await got.json();
      return answer.location || answer.says ? answer : { says: answer.detail };
    } catch { return { says: `The service answers ${got.status}: try again later.` }; }
  };
  // Back from a result, the form may be sent again.
  addEventListener("pageshow", () => { for (const button of all("button.main")) button.disabled = false; for (const out of all(".send output")) out.value = ""; });

  // A job under way: what is being done, in the words of the page without a script.
  const going = $("going");
  if (going) {
    const left = seconds => seconds == null ? "" : seconds < 60 ? `about ${Math.max(1, Math.round(seconds))} s left` : `about ${Math.round(seconds / 60)} min left`;
    const put = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
    const tell = event => {
      const now = JSON.parse(event.data), share = $("share");
      put("stage", now.stage.charAt(0).toUpperCase() + now.stage.slice(1));
      put("answered", now.asked ? `${now.answered.toLocaleString("en")} of ${now.asked.toLocaleString("en")} questions answered` : "");
      put("left", left(now.seconds_left));
      if (now.asked) share.value = Math.min(1, now.answered / now.asked); else share.removeAttribute("value");
    };
    const again = () => location.reload();
    let source = null;
    const shut = () => { source?.close(); source = null; };
    const follow = () => {
      shut();
      if (document.hidden) return; // browsers have few connections, and many pages may wait
      source = new EventSource(going.dataset.events);
      source.addEventListener("progress", tell);
      source.addEventListener("end", () => { shut(); again(); });
      source.addEventListener("error", () => {
        if (source?.readyState === EventSource.CLOSED) setTimeout(again, 1000 * Number(document.documentElement.dataset.refresh));
      });
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    // Who cancels is led on, and need not hear of the end.
    going.querySelector("form").addEventListener("submit", shut);
    addEventListener("pagehide", shut);
  }

  // A reader's marks on numbers are kept by the service.
  const place = document.documentElement.dataset.marks;
  if (place) addEventListener("marked", async event => {
    const out = $("kept");
    try {
      const got = await fetch(place, { method: "POST", body: JSON.stringify(event.detail), headers: { "Content-Type": "application/json", Accept: "application/json" } });
      out.value = got.ok ? "kept" : "not kept: try again";
    } catch { out.value = "not kept: the service does not answer"; }
  });
})();
