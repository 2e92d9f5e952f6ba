// Keys. An element with data-key="t" (or "g q", pressed one after the other) is pressed by that key; j and k move
// between links with data-row. The table of keys that people read is in keys.py.
"use strict";
(() => {
  if (document.body.dataset.keys === "off") return;
  const PATIENCE = 1500; // milliseconds between the keys of a sequence
  const FIELDS = "input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select, [contenteditable]";
  let pressed = "";
  let pressedAt = 0;
  const isSeen = (item) => item.checkVisibility();
  const keyed = () => [...document.querySelectorAll("[data-key]")].filter((item) => isSeen(item) && !item.disabled);
  const rows = () => [...document.querySelectorAll("[data-row]")].filter(isSeen);
  const press = (item) => {
    if (item.matches("input:not([type=checkbox]):not([type=radio]), textarea, select")) item.focus();
    else item.click();
  };
  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const row = document.activeElement.closest("[data-row-of], tr, li");
    const now = all.findIndex((item) => item === document.activeElement || (row && row.contains(item)));
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
    return true;
  };
  const rowMark = () => {
    const row = document.activeElement.closest("tr, li");
    const box = row && row.querySelector("[data-mark]");
    if (!box) return false;
    box.click();
    return true;
  };
  const own = { j: () => move(1), k: () => move(-1), x: rowMark };
  const search = () => {
    const field = document.querySelector("main input[type=search]") || document.querySelector("input[type=search]");
    if (!field) return false;
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
    field.select();
    return true;
  };
  own["/"] = search;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target.closest && target.closest(FIELDS)) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (event.key.length !== 1 || event.key === " ") return;
    const sequence = pressed && event.timeStamp - pressedAt < PATIENCE ? `${pressed} ${event.key}` : event.key;
    const items = keyed();
    const hit = items.find((item) => item.dataset.key === sequence);
    pressed = "";
    if (hit) {
      event.preventDefault();
      press(hit);
      return;
    }
    if (items.some((item) => item.dataset.key.startsWith(`${sequence} `))) {
      pressed = sequence;
      pressedAt = event.timeStamp;
      event.preventDefault();
      return;
    }
    if (own[event.key] && own[event.key]()) event.preventDefault();
  });
})();
