// The map: land and borders, and one circle for each place or group of near places. Reads RECOUNT_POINTS and
// RECOUNT_WORLD, which stand in script files because a page opened from a folder may not fetch.
"use strict";

(function () {
  const element = document.getElementById("map");
  const points = window.RECOUNT_POINTS;
  if (!element || !points || !points.length) return;
  const MAX_ZOOM = 11; // the outlines hold no detail beyond it
  const MAX_NAMES = 40; // more circles than this are drawn without names beside them
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();

  const map = L.map(element, { zoomControl: false, maxZoom: MAX_ZOOM, minZoom: 1, worldCopyJump: true, preferCanvas: true });
  L.control.zoom({ zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false);
  const land = topojson.feature(window.RECOUNT_WORLD, window.RECOUNT_WORLD.objects.countries);
  const outlines = L.geoJSON(land, { interactive: false, attribution: element.dataset.boundaries }).addTo(map);
  function paint() {
    outlines.setStyle({ color: colour("--border"), weight: 0.8, fillColor: colour("--land"), fillOpacity: 1 });
  }
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  const index = new Supercluster({ radius: 44, maxZoom: MAX_ZOOM - 1, minPoints: 2 });
  index.load(points.map((point, id) => ({
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [point.lon, point.lat] },
    properties: point,
  })));
  const markers = L.layerGroup().addTo(map);

  function line(point) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = point.path;
    link.textContent = point.label;
    item.append(link);
    if (point.killed) item.append(": " + point.killed);
    return item;
  }

  function popup(list) {
    const box = document.createElement("div");
    const places = [...new Set(list.map((point) => point.place))];
    const title = document.createElement("strong");
    title.textContent = list.length > 1
      ? element.dataset.samePlace.replace("{n}", list.length).replace("{place}", places.slice(0, 3).join(", "))
      : places[0];
    const items = document.createElement("ul");
    items.append(...list.map(line));
    box.append(title, items);
    return box;
  }

  function marker(feature, named) {
    const [lon, lat] = feature.geometry.coordinates;
    const clustered = feature.properties.cluster;
    const count = clustered ? feature.properties.point_count : 1;
    const size = Math.round(18 + 7 * Math.log2(count));
    const dot = document.createElement("span");
    dot.className = "dot";
    dot.textContent = count > 1 ? count : "";
    const title = clustered
      ? element.dataset.cluster.replace("{n}", count)
      : `${feature.properties.place}: ${feature.properties.label}`;
    const made = L.marker([lat, lon], {
      icon: L.divIcon({ html: dot, className: "", iconSize: [size, size] }),
      title,
      alt: title,
      keyboard: true,
    });
    const leaves = clustered
      ? index.getLeaves(feature.properties.cluster_id, Infinity).map((leaf) => leaf.properties)
      : [feature.properties];
    const together = leaves.every((leaf) => leaf.lat === leaves[0].lat && leaf.lon === leaves[0].lon);
    if (together && named) {
      made.bindTooltip(document.createTextNode(leaves[0].place), {
        permanent: true, direction: "right", className: "place-name", offset: [size / 2, 0],
      });
    }
    // The popup belongs to the map, not to the marker, which is drawn anew whenever the map moves.
    made.on("click keypress", (event) => {
      if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
      if (together || map.getZoom() >= MAX_ZOOM) {
        const box = popup(leaves);
        L.popup({ offset: [0, -size / 3] }).setLatLng([lat, lon]).setContent(box).openOn(map);
        box.querySelector("a").focus({ preventScroll: true });
      } else {
        const zoom = index.getClusterExpansionZoom(feature.properties.cluster_id);
        map.setView([lat, lon], Math.min(MAX_ZOOM, zoom));
      }
    });
    return made;
  }

  function draw() {
    const bounds = map.getBounds().pad(0.2);
    const box = [
      Math.max(-180, bounds.getWest()), Math.max(-85, bounds.getSouth()),
      Math.min(180, bounds.getEast()), Math.min(85, bounds.getNorth()),
    ];
    const features = index.getClusters(box, Math.round(map.getZoom()));
    markers.clearLayers();
    for (const feature of features) markers.addLayer(marker(feature, features.length <= MAX_NAMES));
  }

  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    map.closePopup();
    element.focus({ preventScroll: true });
  });
  map.on("moveend", draw);
  const frame = L.latLngBounds(points.map((point) => [point.lat, point.lon]));
  map.fitBounds(frame.pad(0.3), { maxZoom: 7, animate: false });
})();
