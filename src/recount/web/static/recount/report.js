// The page of one report: going from claim to claim, selecting words of the text, and reading their number while one types.
// Positions count code points of the report's text; the browser counts UTF-16 units, so none is taken over unturned.
"use strict";
(() => {
  const reading = document.getElementById("reading");
  if (!reading) return;
  const paper = document.getElementById("paper");
  const form = document.getElementById("form");
  const byId = (id) => document.getElementById(id);
  const hasKeys = document.body.dataset.keys !== "off";
  const cards = [...document.querySelectorAll(".claims article[data-claim]")];
  const FIELDS = "input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select, [contenteditable]";

  // --- the current claim ---------------------------------------------------------------------------------------
  let current = cards.find((card) => card.hasAttribute("aria-current")) || null;
  const segmentsOf = (id) => (paper ? [...paper.querySelectorAll("[data-counts]")].filter((item) => {
    const named = `${item.dataset.counts} ${item.dataset.quotes}`.split(" ");
    return named.includes(id);
  }) : []);
  const giveKeys = () => {
    for (const item of document.querySelectorAll("[data-claim-key]")) delete item.dataset.key;
    if (current) for (const item of current.querySelectorAll("[data-claim-key]")) item.dataset.key = item.dataset.claimKey;
    const undo = document.querySelector("[data-undo]");
    if (!undo) return;
    if (current && current.querySelector("[data-claim-key=u]")) delete undo.dataset.key;
    else undo.dataset.key = "u";
  };
  const makeCurrent = (card, { focus = true, show = true } = {}) => {
    if (!card) return;
    for (const other of cards) {
      const isIt = other === card;
      if (isIt) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
      const more = other.querySelector("details.more");
      if (isIt || !more.contains(form)) more.open = isIt;
    }
    current = card;
    giveKeys();
    if (paper) {
      for (const item of paper.querySelectorAll(".current")) item.classList.remove("current");
      for (const item of segmentsOf(card.dataset.claim)) item.classList.add("current");
    }
    const mark = byId(`at-${card.dataset.claim}`);
    if (show && mark && window.matchMedia("(min-width: 62rem)").matches) mark.scrollIntoView({ block: "center" });
    if (focus) card.focus({ preventScroll: true });
    if (show) card.scrollIntoView({ block: "nearest" });
    lock(card);
  };
  const step = (by) => {
    if (!cards.length) return;
    const at = cards.indexOf(current);
    makeCurrent(cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)]);
  };
  const nextOpen = () => {
    const at = cards.indexOf(current);
    const turned = cards.slice(at + 1).concat(cards.slice(0, at + 1));
    return turned.find((card) => card.dataset.state === "open") || null;
  };
  // --- who is on it --------------------------------------------------------------------------------------------
  const csrf = document.querySelector("input[name=csrfmiddlewaretoken]");
  const locked = new Set();
  const STAY = 700; // milliseconds on a claim before others are told; passing by is no work on it
  let staying = 0;
  const lock = (card) => {
    window.clearTimeout(staying);
    staying = window.setTimeout(() => tell(card), STAY);
  };
  const tell = (card) => {
    const act = card.querySelector(".acts form");
    if (!act || !csrf || locked.has(card.dataset.claim)) return;
    locked.add(card.dataset.claim);
    const sent = new URLSearchParams({ csrfmiddlewaretoken: csrf.value });
    fetch(act.action.replace(/decide$/, "lock"), { method: "POST", body: sent, redirect: "error" })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((said) => {
        const line = card.querySelector("[data-held]");
        if (!said || !line) return;
        line.textContent = said.said;
        line.hidden = !said.said;
      })
      .catch(() => {}); // who is on it is a courtesy; a ruling is checked by its version
  };
  // --- selecting words -----------------------------------------------------------------------------------------
  // How many code points of the report's text stand before a place in the page.
  const pointAt = (node, offset) => {
    const range = document.createRange();
    range.setStart(paper, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    let number = Number(paper.dataset.start);
    for (const item of part.querySelectorAll("[data-skip]")) item.remove();
    for (const item of part.querySelectorAll("[data-sign]")) {
      if (item.textContent) number += Number(item.dataset.sign);
      item.remove();
    }
    return number + [...part.textContent].length;
  };
  const selectionNow = () => {
    const picked = window.getSelection();
    if (!paper || !picked || picked.rangeCount === 0 || picked.isCollapsed) return null;
    const range = picked.getRangeAt(0);
    if (!paper.contains(range.startContainer) || !paper.contains(range.endContainer)) return null;
    const start = pointAt(range.startContainer, range.startOffset);
    const end = pointAt(range.endContainer, range.endOffset);
    return start < end ? { start, end } : null;
  };
  let selected = null; // as the server read it: start, end, words, said, low, high, is_read
  const box = byId("selecting");
  const PATIENCE = 5000; // milliseconds; a server that does not say what words give must not hold up a form
  // Asks the server what words give. Of the answers for one purpose only the last asked for counts; the others are null.
  const asker = () => {
    let asked = 0;
    return (start, end, how = "") => {
      const mine = ++asked;
      const address = `${paper.dataset.reading}?${new URLSearchParams({ start, end, form: how })}`;
      return fetch(address, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) })
        .then((answer) => answer.json())
        .then((said) => (mine === asked ? said : null))
        .catch(() => null);
    };
  };
  const [askToShow, askToUse, askForForm] = [asker(), asker(), asker()];
  const showSelection = () => {
    const now = selectionNow();
    const picked = window.getSelection();
    if (!now && paper && !isSelecting && picked.isCollapsed && paper.contains(picked.anchorNode)) {
      box.hidden = true; // a click into the text lets the words go
      selected = null;
    }
    if (!now) return;
    if (selected && selected.start === now.start && selected.end === now.end) return;
    askToShow(now.start, now.end).then((said) => {
      if (!said || said.start === null || said.start === undefined || !selectionNow()) return;
      selected = said;
      byId("selected-words").textContent = said.words;
      byId("selected-said").textContent = said.said;
      box.hidden = false;
    });
  };
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(showSelection, 120);
  });
  const addSelected = (event) => {
    const now = selectionNow() || selected;
    if (!now) return;
    event.preventDefault();
    const address = new URL(event.currentTarget.href);
    address.searchParams.set("start", now.start);
    address.searchParams.set("end", now.end);
    window.location.assign(`${address.pathname}${address.search}#form`);
  };
  for (const id of ["add", "add-selected"]) byId(id)?.addEventListener("click", addSelected);
  // --- the number of a form ------------------------------------------------------------------------------------
  const said = byId("reading-said");
  let words = null; // what the words in the form give
  let typed = 0; // numbers written by hand so far: they are never overwritten by an answer on its way
  const field = (name) => form && form.elements.namedItem(name);
  const judge = () => {
    if (!said || !words) return;
    const ends = ["low", "high"].map((name) => field(name).value.trim());
    const isSame = words.is_read && ends[0] === String(words.low ?? "") && ends[1] === String(words.high ?? "");
    const isEmpty = !ends[0] && !ends[1];
    said.classList.toggle("own", !isSame && !isEmpty);
    said.textContent = isEmpty || words.trouble ? words.said : `${words.said.replace(/[.]?$/, ".")} ${isSame ? said.dataset.from : said.dataset.own}`;
    if (isSame && field("is_own")) field("is_own").checked = false;
  };
  let coming = null; // what the form's words give, while the server is asked: the form is not sent before
  const take = (answer, fill) => {
    coming = null;
    words = answer;
    if (fill && answer.is_read) {
      field("low").value = answer.low ?? "";
      field("high").value = answer.high ?? "";
    }
    judge();
  };
  const readForm = (fill) => {
    const start = field("start")?.value;
    const end = field("end")?.value;
    if (!said || !paper || !start || !end) return;
    const typedBefore = typed;
    const mine = askForForm(start, end, field("form")?.value).then((answer) => {
      if (coming !== mine) return; // other words stand there by now
      coming = null;
      if (answer) take(answer, fill && typed === typedBefore);
    });
    coming = mine;
  };
  // The words' field of a part: the one last written in, else the first that is empty.
  let lastPart = null;
  const target = () => {
    const all = form ? [...form.querySelectorAll("[data-words]")] : [];
    if (lastPart && all.includes(lastPart)) return lastPart;
    return all.find((item) => !item.value) || all[0] || null;
  };
  const useWords = () => {
    const into = target();
    if (!selected || !into) return;
    const prefix = into.name.slice(0, into.name.length - "words".length);
    into.value = selected.words;
    field(`${prefix}start`).value = selected.start;
    field(`${prefix}end`).value = selected.end;
    lastPart = null;
    leaveMode();
    box.hidden = true;
    into.focus();
    if (prefix) return;
    if (selected.is_read && field("form")) field("form").value = ""; // a number is read as one, whatever the words before were
    if (selected.is_read) take(selected, true);
    else readForm(true);
  };
  byId("use-words")?.addEventListener("click", useWords);
  if (form) {
    form.addEventListener("input", (event) => {
      const item = event.target;
      if (item.matches("[data-low], [data-high]")) {
        typed += 1;
        judge();
      }
      if (item.name === "form") readForm(true);
      if (!item.matches("[data-words]")) return;
      // Typed words no longer stand at the place that was selected; the server finds them when the form is sent.
      const prefix = item.name.slice(0, item.name.length - "words".length);
      field(`${prefix}start`).value = "";
      field(`${prefix}end`).value = "";
      words = coming = null;
      if (said) said.textContent = "";
    });
    form.addEventListener("focusin", (event) => {
      if (event.target.matches("[data-words]")) lastPart = event.target;
    });
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault(); // a doubled click; the token would catch it, too
      else if (coming) {
        // Words sent beside the number of the words before them would be refused: the number comes first.
        event.preventDefault();
        event.stopPropagation();
        coming.then(() => form.requestSubmit(event.submitter));
      } else form.dataset.sent = "yes";
    });
    readForm(false);
  }
  // --- selecting by keyboard -----------------------------------------------------------------------------------
  // The words of the text, with where each stands; browsers differ in how they move a selection by words.
  const mode = byId("mode");
  let isSelecting = false;
  let map = null; // pieces of text in order, their joined text, and its words
  let from = 0; // numbers of the first and of the last word chosen
  let to = 0;
  const readPaper = () => {
    const pieces = [];
    let text = "";
    const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const inside = node.parentElement;
      if (inside.closest("[data-skip]")) continue;
      const sign = inside.closest("[data-sign]");
      const words = sign ? "\ufffc".repeat(Number(sign.dataset.sign)) : node.data;
      pieces.push({ node, at: text.length, length: words.length, isSign: Boolean(sign) });
      text += words;
    }
    const words = [];
    if (Intl.Segmenter) {
      for (const found of new Intl.Segmenter(paper.lang || undefined, { granularity: "word" }).segment(text)) {
        if (found.isWordLike) words.push([found.index, found.index + found.segment.length]);
      }
    } else for (const found of text.matchAll(/[^\s]+/gu)) words.push([found.index, found.index + found[0].length]);
    return { pieces, text, words };
  };
  const placeOf = (at, isEnd) => {
    const piece = map.pieces.find((item) => at < item.at + item.length || (isEnd && at === item.at + item.length))
      || map.pieces[map.pieces.length - 1];
    return [piece.node, piece.isSign ? (isEnd ? piece.node.data.length : 0) : Math.min(at - piece.at, piece.length)];
  };
  const rangeOf = (first, last) => {
    const range = document.createRange();
    range.setStart(...placeOf(map.words[first][0], false));
    range.setEnd(...placeOf(map.words[last][1], true));
    return range;
  };
  const showWords = () => {
    const range = rangeOf(Math.min(from, to), Math.max(from, to));
    const picked = window.getSelection();
    picked.removeAllRanges();
    picked.addRange(range);
    rangeOf(to, to).startContainer.parentElement.scrollIntoView({ block: "nearest" });
  };
  const wordAt = (position) => {
    const start = Number(paper.dataset.start);
    const at = [...map.text].slice(0, position - start).join("").length;
    const found = map.words.findIndex((word) => word[1] > at);
    return found < 0 ? map.words.length - 1 : found;
  };
  const enterMode = () => {
    if (!paper) return;
    map = readPaper();
    if (!map.words.length) return;
    const now = selectionNow();
    const mark = current && segmentsOf(current.dataset.claim).find((item) => item.matches("mark"));
    if (now) [from, to] = [wordAt(now.start), wordAt(now.end - 1)];
    else if (mark) {
      const at = pointAt(mark, 0);
      [from, to] = [wordAt(at), wordAt(at + Math.max(0, [...mark.textContent].length - 1))];
    } else from = to = 0;
    isSelecting = true;
    paper.dataset.mode = "select";
    mode.hidden = false;
    box.hidden = false;
    paper.focus({ preventScroll: true });
    showWords();
  };
  const leaveMode = () => {
    isSelecting = false;
    if (paper) delete paper.dataset.mode;
    if (mode) mode.hidden = true;
  };
  // The word nearest to one on the line above or below it.
  const acrossLines = (word, by) => {
    const here = rangeOf(word, word).getBoundingClientRect();
    const middle = here.left + here.width / 2;
    let best = word;
    let line = null;
    let least = Infinity;
    for (let at = word + by; at >= 0 && at < map.words.length; at += by) {
      const box = rangeOf(at, at).getBoundingClientRect();
      const away = (box.top + box.bottom) / 2;
      if (line === null && (by > 0 ? away > here.bottom : away < here.top)) line = away;
      if (line === null) continue;
      if (Math.abs(away - line) > here.height / 2) break;
      const distance = Math.abs(box.left + box.width / 2 - middle);
      if (distance < least) [best, least] = [at, distance];
    }
    return best;
  };
  const modeKey = (event) => {
    const ahead = getComputedStyle(paper).direction === "rtl" ? -1 : 1;
    const by = { ArrowRight: ahead, ArrowLeft: -ahead }[event.key];
    const line = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by || line) {
      const wanted = by ? to + by : acrossLines(to, line);
      to = Math.min(Math.max(wanted, 0), map.words.length - 1);
      if (!event.shiftKey) from = to;
      showWords();
    } else if (event.key === "Enter") finishSelecting();
    else if (event.key === "Escape") leaveMode();
    else return false;
    return true;
  };
  const finishSelecting = () => {
    const now = selectionNow();
    if (!now) return;
    askToUse(now.start, now.end).then((answer) => {
      if (!answer || answer.start === null || answer.start === undefined) return;
      selected = answer;
      leaveMode();
      if (target()) useWords();
      else byId("add")?.click();
    });
  };
  const selectButton = byId("select");
  if (selectButton && paper) {
    selectButton.hidden = false;
    selectButton.addEventListener("click", enterMode);
  }
  // --- keys ----------------------------------------------------------------------------------------------------
  const isWriting = (event) => event.target.closest && event.target.closest(FIELDS);
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event)) return;
    if (isSelecting) {
      if (modeKey(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
      return;
    }
    if (!hasKeys || event.shiftKey) return;
    const isInList = event.target.closest && event.target.closest(".claims article[data-claim]") === event.target;
    const by = { j: 1, k: -1 }[event.key] || (isInList && { ArrowDown: 1, ArrowUp: -1 }[event.key]);
    if (by) {
      step(by);
    } else if (event.key === "Enter" && (isInList || event.target === document.body || event.target.id === "main")) {
      const open = nextOpen();
      if (open) makeCurrent(open);
      else document.querySelector("[data-enter]")?.click();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("keydown", onKey, true);

  // --- at first ------------------------------------------------------------------------------------------------
  for (const card of cards) {
    card.addEventListener("click", (event) => {
      if (card !== current && !event.target.closest("a, button, input, select, textarea")) makeCurrent(card, { focus: false });
    });
    card.querySelector("details.more").addEventListener("toggle", giveKeys);
  }
  const followHash = () => {
    const card = cards.find((item) => `#${item.id}` === window.location.hash);
    if (card) makeCurrent(card);
    else if (/^#c_\w+$/.test(window.location.hash)) {
      // The claim stands in another part of a long text; only the server knows in which.
      const claim = window.location.hash.slice(1);
      const here = new URLSearchParams(window.location.search);
      if (here.get("claim") !== claim) {
        const there = new URLSearchParams({ claim });
        if (here.has("as_of")) there.set("as_of", here.get("as_of"));
        window.location.replace(`${window.location.pathname}?${there}`);
      }
    }
    return Boolean(card);
  };
  window.addEventListener("hashchange", followHash);
  // What a ruling moved is said where one looks after it: at the top of the claims.
  const told = document.querySelector("main > ul.messages");
  const begin = () => {
    if (told) byId("claims").prepend(told);
    giveKeys();
    if (followHash()) return;
    if (form) {
      const wrong = form.querySelector("[role=alert]");
      const first = (wrong && wrong.closest(".field")?.querySelector("input, select, textarea"))
        || form.querySelector("[data-first], [data-words]") || form.querySelector("select, textarea");
      first?.focus({ preventScroll: true });
      form.scrollIntoView({ block: "nearest" });
      if (current) lock(current);
    } else if (current) {
      const isAsked = new URLSearchParams(window.location.search).has("claim");
      makeCurrent(current, { focus: isAsked, show: isAsked });
    }
  };
  // Going to the address's fragment takes the focus away again, some time about when the page is loaded. A letter typed
  // then would be read as a key of the page ("a" accepts): it goes to the field it was meant for, unless somebody left it.
  let isTouched = false;
  let meant = null;
  const leave = () => { meant = null; };
  const isLost = () => meant && document.activeElement === document.body;
  const giveBack = () => { if (isLost()) meant.focus({ preventScroll: true }); };
  const touch = (event) => {
    isTouched = true;
    if (event.key === "Escape" || event.key === "Tab") leave();
    if (!isLost()) return;
    giveBack();
    event.stopImmediatePropagation();
  };
  const start = () => {
    begin();
    const first = document.activeElement;
    meant = form && form.contains(first) && first.matches(FIELDS) ? first : null;
  };
  const settle = () => {
    if (isTouched) giveBack();
    else start();
  };
  window.addEventListener("keydown", touch, { capture: true });
  window.addEventListener("pointerdown", () => { isTouched = true; leave(); }, { capture: true });
  document.addEventListener("focusout", () => window.setTimeout(giveBack, 0));
  document.addEventListener("focusin", (event) => { if (event.target !== meant) leave(); });
  start();
  if (document.readyState === "complete") settle();
  else window.addEventListener("load", () => window.setTimeout(settle, 0));
  giveKeys();
})();
