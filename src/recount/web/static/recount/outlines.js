// The ground of every map here: land and borders by Natural Earth, in the colours of the page, and nothing else.
// Gives window.recountMap(element), a Leaflet map. What other pages draw, they draw on it.
"use strict";
(() => {
  const MAX_ZOOM = 11; // the outlines hold no detail beyond it
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

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

  function cut(ring, edge) {
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

  window.recountMap = (element) => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(element, {
      zoomControl: false, maxZoom: MAX_ZOOM, minZoom: 1, worldCopyJump: true, preferCanvas: true,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    if (still) map.panBy = (offset) => L.Map.prototype.panBy.call(map, offset, { animate: false });
    L.control.zoom({ zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }).addTo(map);
    map.attributionControl.setPrefix(false);
    const countries = topojson.feature(window.RECOUNT_WORLD, window.RECOUNT_WORLD.objects.countries);
    const outlines = L.geoJSON(countries.features.map(drawable), {
      interactive: false, attribution: element.dataset.boundaries,
    }).addTo(map);
    const paint = () => outlines.setStyle({
      color: colour("--border"), weight: 0.8, fillColor: colour("--land"), fillOpacity: 1,
    });
    paint();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    return map;
  };
  window.recountMap.MAX_ZOOM = MAX_ZOOM;
})();
