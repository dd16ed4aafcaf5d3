"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const card = $("card"), form = $("filters"), found = $("found");
  const articles = [...document.querySelectorAll("article")];

  // The notes of an article stand in its noscript as HTML of our own making; they become elements when first needed.
  const lists = new Map();
  function notes(article) {
    if (!lists.has(article)) {
      const source = article.querySelector("noscript");
      const list = document.createElement("template");
      list.innerHTML = source ? source.textContent : "";
      lists.set(article, list.content);
    }
    return lists.get(article);
  }
  for (const article of articles) {
    const source = article.querySelector("noscript");
    if (!source) continue;
    const details = document.createElement("details"), summary = document.createElement("summary");
    summary.textContent = "Claims of this article, one by one";
    details.append(summary);
    source.after(details);
  }
  function fill(details) {
    if (details.childElementCount === 1) details.append(notes(details.closest("article")).cloneNode(true));
    mark(details);
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches("article > details") && event.target.open) fill(event.target);
  }, true);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("article:not([hidden]) > details")) { fill(details); details.open = true; }
  });

  // The line of a card by the letter of its evidence, which is underlined in the same manner.
  const KEYS = { what: "a", who: "w", "said how": "s", through: "t", "how exact": "h", "where, when": "l", mind: "c" };

  // --- the card ---------------------------------------------------------------------------------------------------

  let open = null, leaving = 0, pinned = false;
  function walk(article, visit) {
    const walker = document.createTreeWalker(article.querySelector(".fl-text"), NodeFilter.SHOW_TEXT, (node) =>
      card.contains(node) || node.parentNode.nodeName === "SUP" || node.parentNode.classList.contains("fl-text") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let at = 0;
    for (let node; (node = walker.nextNode()); at += node.length) visit(node, at);
  }
  function proofs(note) {
    const [first, length, ...rest] = note.dataset.e.split(" "), start = +first;
    const marks = rest.map((one) => {
      const [left, size] = one.slice(1).split(",").map(Number);
      return [one[0], start + left, start + left + size];
    });
    return [start, start + +length, marks];
  }
  function sentence(article, start, end, marks) {
    let text = "";
    walk(article, (node, at) => {
      if (at < end && at + node.length > start) text += node.data.slice(Math.max(0, start - at), end - at);
    });
    let from = start, to = end;
    const figure = marks.find((one) => one[0] === "q");
    if (end - start > 1200 && figure) { from = Math.max(start, figure[1] - 400); to = Math.min(end, figure[2] + 400); }
    const inside = marks.filter((one) => one[1] < to && one[2] > from);
    const edges = [...new Set([from, to, ...inside.flatMap((one) => [Math.max(from, one[1]), Math.min(to, one[2])])])].sort((a, b) => a - b);
    const line = document.createElement("p");
    line.className = "fl-sentence";
    line.dir = "auto";
    if (from > start) line.append("… ");
    edges.slice(1).forEach((right, number) => {
      const left = edges[number];
      let piece = document.createTextNode(text.slice(left - start, right - start));
      for (const key of new Set(inside.filter((one) => one[1] <= left && one[2] >= right).map((one) => one[0]))) {
        const around = document.createElement(key === "q" ? "mark" : "u");
        around.className = "fl-" + key;
        around.append(piece);
        piece = around;
      }
      line.append(piece);
    });
    if (to < end) line.append(" …");
    return line;
  }
  function underline(article, marks) {
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = [];
    walk(article, (node, at) => {
      for (const [key, start, end] of marks) {
        if (key === "q" || at >= end || at + node.length <= start) continue;
        const range = new Range();
        range.setStart(node, Math.max(0, start - at));
        range.setEnd(node, Math.min(node.length, end - at));
        ranges.push(range);
      }
    });
    CSS.highlights.set("fl-proof", new Highlight(...ranges));
  }
  function show(link) {
    clearTimeout(leaving);
    if (open === link) return;
    hide();
    const article = link.closest("article"), number = link.id.slice(1);
    const note = notes(article).querySelector("#n" + number);
    if (!note) return;
    const [start, end, marks] = proofs(note);
    const figure = document.createElement("a");
    figure.className = "fl-figure";
    figure.href = "#" + link.id;
    figure.title = "link to this claim";
    figure.append(...note.querySelector("a").cloneNode(true).childNodes);
    const small = note.querySelector("small");
    const lines = note.querySelector("dl").cloneNode(true);
    if (![...lines.children].some((one) => one.textContent === "how exact")) {
      const name = document.createElement("dt"), says = document.createElement("dd");
      name.textContent = "how exact";
      says.textContent = "exact";
      lines.insertBefore(name, [...lines.querySelectorAll("dt")].find((one) => ["where, when", "mind", "live"].includes(one.textContent)) || null);
      name.after(says);
    }
    for (const name of lines.querySelectorAll("dt")) name.className = "fl-" + (KEYS[name.textContent] || "");
    card.replaceChildren(figure, " ", ...(small ? [small.cloneNode(true)] : []), sentence(article, start, end, marks), lines);
    card.className = "fl-pop " + note.className;
    link.after(card); // next in the order of Tab, and of a screen reader
    card.hidden = false;
    if (card.showPopover) card.showPopover(); // above the article, which clips what it contains
    const box = link.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    const below = box.bottom + card.offsetHeight + 8 < innerHeight || box.top < card.offsetHeight;
    card.style.left = Math.max(16, Math.min(box.left, wide - card.offsetWidth - 16)) + scrollX + "px";
    card.style.top = (below ? box.bottom + 2 : box.top - card.offsetHeight - 2) + scrollY + "px";
    if (getComputedStyle(card).position === "fixed") card.style.left = "";
    link.setAttribute("aria-describedby", "card");
    link.classList.add("fl-open");
    underline(article, marks);
    open = link;
  }
  function hide() {
    clearTimeout(leaving);
    if (!open) return;
    open.removeAttribute("aria-describedby");
    open.classList.remove("fl-open");
    if (window.Highlight && CSS.highlights) CSS.highlights.delete("fl-proof");
    open = null;
    pinned = false;
    if (card.hidePopover) card.hidePopover();
    card.hidden = true;
    document.body.append(card);
  }
  const linkOf = (target) => target instanceof Element && target.closest(".fl-text .fl-link");
  const inCard = (target) => target instanceof Node && card.contains(target);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link) { if (!pinned || link !== open) { clearTimeout(leaving); leaving = setTimeout(show, 60, link); } }
    else if (inCard(event.target)) clearTimeout(leaving);
    else if (open && !pinned && !open.contains(document.activeElement) && !inCard(document.activeElement)) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 250);
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link && link.matches(":focus-visible")) show(link);
    else if (open && !pinned && !inCard(event.target) && !link) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(link);
      pinned = true;
      history.replaceState(null, "", "#" + link.id);
    } else if (!inCard(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const link = open;
    if (inCard(document.activeElement)) link.focus({ focusVisible: false, preventScroll: true });
    hide();
  });

  // --- the filters ------------------------------------------------------------------------------------------------

  let keep = null;
  function mark(details) {
    for (const note of details.querySelectorAll(".fl-notes > li")) note.classList.toggle("fl-on", !keep || keep.has(+note.id.slice(1)));
  }
  const matching = (names, given) => new Set(names.flatMap((name, number) => (name.toLowerCase().includes(given) ? [number] : [])));
  function filter() {
    hide();
    const measure = data.measure.indexOf(form.measure.value), flag = data.flag.indexOf(form.flag.value);
    const speaker = form.speaker.value.trim().toLowerCase(), place = form.place.value.trim().toLowerCase();
    const any = measure < 0 && flag < 0 && !speaker && !place;
    const speakers = speaker && matching(data.speaker, speaker), places = place && matching(data.place, place);
    keep = any ? null : new Set();
    if (keep) data.claims.forEach(([m, s, p, ...flags], number) => {
      if ((measure < 0 || m === measure) && (flag < 0 || flags.includes(flag)) && (!speakers || speakers.has(s)) && (!places || places.has(p))) keep.add(number);
    });
    document.body.classList.toggle("fl-filtered", !any);
    let shown = 0;
    for (const article of articles) {
      let here = 0;
      if (keep) for (const link of article.getElementsByClassName("fl-link")) {
        const on = keep.has(+link.id.slice(1));
        link.classList.toggle("fl-on", on);
        here += on;
      }
      article.hidden = !!keep && !here;
      shown += !article.hidden;
      const details = article.querySelector(":scope > details");
      if (details && details.childElementCount > 1) mark(details);
    }
    const count = (number, name) => number.toLocaleString("en") + " " + name + (number === 1 ? "" : "s");
    found.value = count(keep ? keep.size : data.claims.length, "claim") + " in " + count(shown, "article");
  }
  let typing = 0;
  form.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(filter, 120); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.reset(); // what a browser restored from an earlier visit
  form.hidden = false;
  if (/^#[cn]\d+$/.test(location.hash)) {
    const link = $("c" + location.hash.slice(2));
    if (link) { link.scrollIntoView({ block: "center" }); show(link); pinned = true; }
  }
})();
