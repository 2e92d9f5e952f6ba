// The map of incidents: what the filter of the page lets through, in circles that stand for one or several.
"use strict";
(() => {
  const element = document.getElementById("review-map");
  if (!element || !window.L || !window.recountMap || !window.Supercluster) return;
  const MAX_ZOOM = window.recountMap.MAX_ZOOM;
  const MAX_NAMES = 40; // more circles than this are drawn without names beside them
  const NAMES_BESIDE = 2; // a circle for more places than this has no name beside it
  const PLACES_NAMED = 3; // in the title of a circle
  const POPUP_LINES = 60; // what a popup lists; the table lists the others
  const status = document.getElementById("map-status");
  const narrow = document.getElementById("map-narrow");
  const map = window.recountMap(element);
  map.setView([25, 15], 2, { animate: false });
  const markers = L.layerGroup().addTo(map);
  const leavesOf = new Map(); // a circle's element to the incidents it stands for
  const filled = (text, parts) => text.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
  const placesOf = (leaves) => [...new Set(leaves.map((point) => point.place))];
  let index = null;
  let drawing = false;
  let framing = false;
  let hasMoved = false; // by the reader, who may be quicker than the points: those do not take the map elsewhere

  function titleOf(leaves, together) {
    if (leaves.length === 1) return leaves[0].label;
    const places = placesOf(leaves);
    const named = places.slice(0, PLACES_NAMED).join(", ") + (places.length > PLACES_NAMED ? " …" : "");
    return filled(together ? element.dataset.samePlace : element.dataset.cluster, { n: leaves.length, place: named });
  }

  function line(point) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const words = document.createElement("bdi");
    words.textContent = point.label;
    link.href = element.dataset.incident.replace("ID", encodeURIComponent(point.id));
    link.append(words);
    item.append(link);
    item.dataset.incident = point.id;
    return item;
  }

  // Figures are asked for when somebody looks: with their open ends they are too long to send for all.
  async function addFigures(items) {
    const query = new URLSearchParams(items.map((item) => ["id", item.dataset.incident]));
    const answer = await fetch(`${element.dataset.details}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { killed } = await answer.json();
    for (const item of items) {
      const words = killed[item.dataset.incident];
      if (words) item.append(`: ${words}`);
    }
  }

  function openPopup(leaves, place, offset) {
    const box = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = leaves.length > 1 ? titleOf(leaves, true) : leaves[0].when;
    const items = leaves.slice(0, POPUP_LINES).map(line);
    const list = document.createElement("ul");
    list.append(...items);
    box.append(title, list);
    const maxWidth = Math.min(300, element.clientWidth - 110);
    const popup = L.popup({ offset: [0, -offset], maxWidth, autoPanPaddingTopLeft: [54, 10] });
    popup.setLatLng(place).setContent(box).openOn(map);
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", element.dataset.close);
    popup.opener = leaves[0].id;
    box.querySelector("a").focus({ preventScroll: true });
    addFigures(items).catch(() => {});
  }

  function focusOn(id) {
    for (const [circle, leaves] of leavesOf) {
      if (leaves.some((leaf) => leaf.id === id)) return circle.focus({ preventScroll: true });
    }
    element.focus({ preventScroll: true });
  }

  function marker(feature, named) {
    const [lon, lat] = feature.geometry.coordinates;
    const leaves = feature.properties.cluster
      ? index.getLeaves(feature.properties.cluster_id, Infinity).map((leaf) => leaf.properties)
      : [feature.properties];
    leaves.sort((one, two) => one.order - two.order);
    const together = leaves.every((leaf) => leaf.lat === leaves[0].lat && leaf.lon === leaves[0].lon);
    const size = Math.max(24, Math.round(18 + 7 * Math.log2(leaves.length)));
    const dot = document.createElement("span");
    dot.className = "dot";
    dot.textContent = leaves.length > 1 ? leaves.length : "";
    const title = titleOf(leaves, together);
    const made = L.marker([lat, lon], {
      icon: L.divIcon({ html: dot, className: "", iconSize: [size, size] }),
      title,
      keyboard: true,
      autoPanOnFocus: false, // Leaflet's own moves the map, which draws this circle anew, which moves the map
    });
    const names = placesOf(leaves);
    if (named && names.length <= NAMES_BESIDE) {
      made.bindTooltip(document.createTextNode(names.join(", ")), {
        permanent: true, direction: "right", className: "place-name", offset: [size / 2, 0],
      });
    }
    made.on("click keypress", (event) => {
      if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
      if (together || map.getZoom() >= MAX_ZOOM) return openPopup(leaves, [lat, lon], size / 3);
      const zoom = index.getClusterExpansionZoom(feature.properties.cluster_id);
      map.setView([lat, lon], Math.min(MAX_ZOOM, zoom));
    });
    made.on("add", () => {
      const circle = made.getElement();
      circle.setAttribute("aria-label", title);
      leavesOf.set(circle, leaves);
      circle.addEventListener("focus", () => {
        if (!drawing && !map.getBounds().contains([lat, lon])) map.panTo([lat, lon]);
      });
    });
    return made;
  }

  function draw() {
    drawing = true;
    const bounds = map.getBounds().pad(0.2);
    const box = [
      Math.max(-180, bounds.getWest()), Math.max(-85, bounds.getSouth()),
      Math.min(180, bounds.getEast()), Math.min(85, bounds.getNorth()),
    ];
    const features = index.getClusters(box, Math.round(map.getZoom()));
    const held = leavesOf.get(document.activeElement); // whoever had the focus keeps it
    markers.clearLayers();
    leavesOf.clear();
    for (const feature of features) markers.addLayer(marker(feature, features.length <= MAX_NAMES));
    if (held) focusOn(held[0].id);
    drawing = false;
  }

  // The link that makes the whole page, timeline and table too, one of what the map shows.
  function offerToNarrow() {
    const bounds = map.getBounds();
    const query = new URLSearchParams(window.location.search);
    const clamp = (value, limit) => Math.max(-limit, Math.min(limit, value)).toFixed(3);
    query.set("bbox", [
      clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90),
    ].join(","));
    query.delete("page");
    narrow.href = `?${query}`;
    narrow.hidden = !hasMoved;
  }

  function show(points) {
    index = new Supercluster({ radius: 56, extent: 256, maxZoom: MAX_ZOOM - 1, minPoints: 2 });
    index.load(points.map((point, order) => ({
      type: "Feature",
      id: order,
      geometry: { type: "Point", coordinates: [point.lon, point.lat] },
      properties: { ...point, order },
    })));
    if (points.length && !hasMoved) {
      const frame = L.latLngBounds(points.map((point) => [point.lat, point.lon]));
      framing = true;
      map.fitBounds(frame.pad(0.3), { maxZoom: 7, animate: false });
      framing = false;
    }
    draw();
  }

  map.on("movestart", () => { hasMoved ||= !framing; });
  map.on("moveend", () => {
    if (index) draw();
    offerToNarrow();
  });
  map.on("popupclose", (event) => {
    const active = document.activeElement;
    if (active === document.body || event.popup.getElement()?.contains(active)) focusOn(event.popup.opener);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  fetch(element.dataset.source, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then((found) => {
      show(found.points);
      element.dataset.points = String(found.points.length);
    })
    .catch(() => { status.textContent = element.dataset.failed; });
})();
