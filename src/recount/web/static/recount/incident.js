// The place of an incident on a map. Dragging the mark fills the form below it and asks for the reason.
"use strict";
(() => {
  const element = document.getElementById("place-map");
  if (!element || !window.L || !window.recountMap) return;
  const map = window.recountMap(element);
  const form = document.getElementById("move-form");
  const mayMove = element.dataset.mayMove === "yes" && form !== null;
  const known = element.dataset.lat !== undefined;
  const isEarned = element.dataset.earned === "yes";
  const start = known ? [Number(element.dataset.lat), Number(element.dataset.lon)] : [25, 15];
  map.setView(start, known ? (isEarned ? 9 : 6) : 2, { animate: false });

  const dot = document.createElement("span");
  dot.className = "dot";
  const icon = L.divIcon({ html: dot, className: "", iconSize: [26, 26] });
  let mark = null;

  function ask(point) {
    form.elements.lat.value = point.lat.toFixed(5);
    form.elements.lon.value = L.Util.wrapNum(point.lng, [-180, 180], true).toFixed(5);
    document.getElementById("move").open = true;
    form.elements.reason.focus({ preventScroll: false });
  }

  function place(point) {
    if (mark) return mark.setLatLng(point);
    mark = L.marker(point, { icon, draggable: mayMove, keyboard: true, title: element.dataset.marker, alt: "" });
    mark.addTo(map);
    mark.getElement().setAttribute("aria-label", element.dataset.marker);
    mark.on("dragend", () => ask(mark.getLatLng()));
    return mark;
  }

  if (known && isEarned) place(start);
  if (!mayMove) return;
  // Where no point is known, a click on the map proposes one; where one is, only dragging moves it.
  if (!(known && isEarned)) {
    map.on("click", (event) => { place(event.latlng); ask(event.latlng); });
  }
  for (const name of ["lat", "lon"]) {
    form.elements[name].addEventListener("change", () => {
      const point = [Number(form.elements.lat.value), Number(form.elements.lon.value)];
      if (!point.every(Number.isFinite) || Math.abs(point[0]) > 90 || Math.abs(point[1]) > 180) return;
      place(point);
      map.panTo(point, { animate: false });
    });
  }
})();
