// The map: land and borders, and one circle for each place or group of near places. Reads RECOUNT_POINTS and
// RECOUNT_WORLD, which stand in script files because a page opened from a folder may not fetch.
"use strict";

(function () {
  const element = document.getElementById("map");
  const points = window.RECOUNT_POINTS;
  if (!element || !points || !points.length) return;
  const MAX_ZOOM = 11; // the outlines hold no detail beyond it
  const MAX_NAMES = 40; // more circles than this are drawn without names beside them
  const NAMES_BESIDE = 2; // a circle for more places than this has no name beside it
  const PLACES_NAMED = 3; // in the title of a circle
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const map = L.map(element, {
    zoomControl: false, maxZoom: MAX_ZOOM, minZoom: 1, worldCopyJump: true, preferCanvas: true,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  if (still) map.panBy = (offset) => L.Map.prototype.panBy.call(map, offset, { animate: false });
  L.control.zoom({ zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);

  // Land that crosses the 180th meridian comes as rings that jump from one edge of the map to the other. They are
  // made to run on beyond the edge, cut there, and what lay beyond is drawn at the other edge.
  function unwrapped(ring) {
    let shift = 0;
    const run = ring.map(([lon, lat], index) => {
      const step = index ? lon - ring[index - 1][0] : 0;
      if (Math.abs(step) > 180) shift -= 360 * Math.sign(step);
      return [lon + shift, lat];
    });
    if (!shift) return run;
    const pole = run[0][1] < 0 ? -90 : 90; // a ring that does not come back to its start goes round a pole
    return [...run, [run[run.length - 1][0], pole], [run[0][0], pole], run[0]];
  }

  function cut(ring, edge) { // what lies between the edge and the middle of the map
    const within = ([lon]) => (edge > 0 ? lon <= edge : lon >= edge);
    return ring.flatMap((from, index) => {
      const to = ring[(index + 1) % ring.length];
      const kept = within(from) ? [from] : [];
      if (within(from) === within(to)) return kept;
      const share = (edge - from[0]) / (to[0] - from[0]);
      return [...kept, [edge, from[1] + share * (to[1] - from[1])]];
    });
  }

  function pieces(rings) {
    const run = rings.map(unwrapped);
    if (run.every((ring) => ring.every(([lon]) => Math.abs(lon) <= 180))) return [run];
    const at = (shift) => run
      .map((ring) => cut(cut(ring.map(([lon, lat]) => [lon + shift, lat]), 180), -180))
      .filter((ring) => ring.length);
    return [-360, 0, 360].map(at).filter((part) => part.length);
  }

  function drawable(feature) {
    const { type, coordinates } = feature.geometry;
    const polygons = type === "Polygon" ? [coordinates] : coordinates;
    return { ...feature, geometry: { type: "MultiPolygon", coordinates: polygons.flatMap(pieces) } };
  }

  const countries = topojson.feature(window.RECOUNT_WORLD, window.RECOUNT_WORLD.objects.countries);
  const outlines = L.geoJSON(countries.features.map(drawable), {
    interactive: false, attribution: element.dataset.boundaries,
  }).addTo(map);
  function paint() {
    outlines.setStyle({ color: colour("--border"), weight: 0.8, fillColor: colour("--land"), fillOpacity: 1 });
  }
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  // The extent is the width of the world at zoom 0, so that the radius counts pixels of this map.
  const index = new Supercluster({ radius: 56, extent: 256, maxZoom: MAX_ZOOM - 1, minPoints: 2 });
  index.load(points.map((point, id) => ({
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [point.lon, point.lat] },
    properties: { ...point, id },
  })));
  const markers = L.layerGroup().addTo(map);
  const leavesOf = new Map(); // a circle's element to the incidents it stands for, oldest first
  const filled = (text, parts) => text.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
  const placesOf = (leaves) => [...new Set(leaves.map((point) => point.place))];

  function titleOf(leaves, together) {
    if (leaves.length === 1) return `${leaves[0].place}: ${leaves[0].label}`;
    const places = placesOf(leaves);
    const named = places.slice(0, PLACES_NAMED).join(", ") + (places.length > PLACES_NAMED ? " …" : "");
    const parts = { n: leaves.length, place: named };
    return filled(together ? element.dataset.samePlace : element.dataset.cluster, parts);
  }

  function line(point) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = point.path;
    link.textContent = point.label;
    item.append(link);
    if (point.killed) item.append(": " + point.killed);
    return item;
  }

  function content(leaves) {
    const box = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = leaves.length > 1 ? titleOf(leaves, true) : leaves[0].place;
    const items = document.createElement("ul");
    items.append(...leaves.map(line));
    box.append(title, items);
    return box;
  }

  function openPopup(leaves, place, offset) {
    const box = content(leaves);
    const maxWidth = Math.min(300, element.clientWidth - 110); // beside the zoom buttons, on a phone, too
    const options = { offset: [0, -offset], maxWidth, autoPanPaddingTopLeft: [54, 10] };
    const popup = L.popup(options).setLatLng(place).setContent(box).openOn(map);
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", element.dataset.close);
    popup.opener = leaves[0].id;
    box.querySelector("a").focus({ preventScroll: true });
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
    leaves.sort((one, two) => one.id - two.id);
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
    // The popup belongs to the map, not to the marker, which is drawn anew whenever the map moves.
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

  let drawing = false;
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

  map.on("popupclose", (event) => {
    const active = document.activeElement; // the body, when the focus went with the popup
    if (active === document.body || event.popup.getElement()?.contains(active)) focusOn(event.popup.opener);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  map.on("moveend", draw);
  const frame = L.latLngBounds(points.map((point) => [point.lat, point.lon]));
  map.fitBounds(frame.pad(0.3), { maxZoom: 7, animate: false });
})();
