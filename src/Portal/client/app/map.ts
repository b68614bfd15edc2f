import jsVectorMap from "jsvectormap";
import "jsvectormap/dist/maps/world.js";
import { smallCountries } from "./smallCountries";

interface Country { code: string; name: string; visitors: number }
interface Live { map: any; countries: Country[]; watcher: MutationObserver }
const maps = new Map<HTMLElement, Live>();

/** Draws the visitors of each country; called again, changes what is drawn. */
export function draw(element: HTMLElement, countries: Country[]) {
  const live = maps.get(element) ?? create(element);
  live.countries = countries;
  paint(element, live);
}

export function dispose(element: HTMLElement) {
  const live = maps.get(element);
  if (!live) return;
  live.watcher.disconnect();
  live.map.destroy();
  maps.delete(element);
}

function create(element: HTMLElement) {
  const map = new jsVectorMap({
    selector: element, map: "world", zoomButtons: false, zoomOnScroll: false, draggable: false, bindTouchEvents: false, markers: [],
    regionStyle: { hover: { fillOpacity: 1, cursor: "default" } },
    markerStyle: { initial: { r: 4, strokeWidth: 1.5, strokeOpacity: 1 }, hover: { cursor: "default" } },
    onRegionTooltipShow: (_: Event, tooltip: any, code: string) => tooltip.text(words(element, code, tooltip.text())),
    onMarkerTooltipShow: (_: Event, tooltip: any, index: string) => tooltip.text(words(element, map._markers[index].config.code, tooltip.text())),
  });
  const watcher = new MutationObserver(() => element.isConnected ? paint(element, maps.get(element)!) : dispose(element));
  watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const live = { map, countries: [], watcher };
  maps.set(element, live);
  return live as Live;
}

function words(element: HTMLElement, code: string, name: string) {
  const country = maps.get(element)?.countries.find(known => known.code === code);
  return country ? `${country.name}: ${country.visitors.toLocaleString("en-US")}` : name;
}

/** Six shades by the logarithm, so that a few visitors are seen beside many. */
function paint(element: HTMLElement, live: Live) {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--is-${name}`).trim();
  const most = Math.max(1, ...live.countries.map(country => country.visitors));
  const shade = (visitors: number) => Math.max(1, Math.ceil(6 * Math.log1p(visitors) / Math.log1p(most)));
  const visitors = new Map(live.countries.map(country => [country.code, country.visitors]));
  for (const [code, region] of Object.entries<any>(live.map.regions)) {
    region.element.setStyle("fill", token(visitors.has(code) ? `s${shade(visitors.get(code)!)}` : "surface-3"));
    region.element.setStyle("stroke", token("surface"));
    region.element.setStyle("stroke-width", 0.5);
  }

  const marks = live.countries.filter(country => smallCountries[country.code]);
  const standing = Object.values<any>(live.map._markers);
  if (standing.map(mark => mark.config.code).join() !== marks.map(mark => mark.code).join()) {
    live.map.removeMarkers();
    live.map.addMarkers(marks.map(({ code, name }) => ({ code, name, coords: smallCountries[code] })));
  }
  for (const mark of Object.values<any>(live.map._markers)) {
    mark.element.setStyle("fill", token(`s${Math.max(4, shade(visitors.get(mark.config.code)!))}`));
    mark.element.setStyle("stroke", token("surface"));
  }
}
