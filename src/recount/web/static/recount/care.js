// Offers a pause after a batch of decisions and a break after some time, and opens filters where there is room for
// them. Nothing is sent; the counts stay in this tab.
"use strict";
(() => {
  // Filters stand open on a wide screen; where style sheets cannot open what is closed, it is done here.
  if (!CSS.supports("selector(details::details-content)") && window.matchMedia("(min-width: 46.01rem)").matches) {
    for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
  }
  const body = document.body;
  const minutes = Number(body.dataset.breakMinutes);
  const batch = Number(body.dataset.batch);
  const box = document.getElementById("break");
  if (!box) return;
  const store = window.sessionStorage;
  const since = Number(store.getItem("recount-since")) || Date.now();
  store.setItem("recount-since", String(since));
  const show = (why) => {
    for (const words of box.querySelectorAll("[data-words]")) words.hidden = words.dataset.words !== why;
    box.hidden = false;
  };
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.decision === undefined) return;
    store.setItem("recount-decisions", String(Number(store.getItem("recount-decisions")) + 1));
  });
  const look = () => {
    if (batch > 0 && Number(store.getItem("recount-decisions")) >= batch) show("batch");
    else if (minutes > 0 && Date.now() - Number(store.getItem("recount-since")) > minutes * 60000) show("minutes");
  };
  document.getElementById("break-done").addEventListener("click", () => {
    store.setItem("recount-decisions", "0");
    store.setItem("recount-since", String(Date.now()));
    box.hidden = true;
  });
  look();
  window.setInterval(look, 30000);
})();
