import type { Page } from "./context";
import type { send } from "./messages";
import { safely } from "./safely";
import type { leave } from "./transport";

interface Load extends PerformanceEntry {
  responseStart: number;
  /** When a page prepared in advance was shown; 0 for others. */
  activationStart?: number;
}

interface Entry extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  interactionId?: number;
}

/** Milliseconds. */
const shiftGap = 1_000;
const shiftWindow = 5_000;
const slowInteraction = 40;

/** Measures the load of this page and hands one event to the tracker when the page is first hidden. */
export function watch(hand: typeof send, flush: typeof leave): void {
  safely(() => start(hand, flush));
}

function start(hand: typeof send, flush: typeof leave): void {
  const load = performance.getEntriesByType("navigation")[0] as Load;
  const shownAt = load.activationStart || 0;
  const page = loaded(load);
  const hiddenAt = firstHidden(shownAt);
  const sinceShown = (time: number) => Math.max(0, Math.round(time - shownAt));
  const measured: Record<string, number> = {};
  const rest: (() => void)[] = [];

  const observe = (type: string, take: (entry: Entry) => void): boolean => {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return false;
    const each = (entries: PerformanceEntryList) => entries.forEach((entry) => safely(() => take(entry as Entry)));
    const observer = new PerformanceObserver((list) => each(list.getEntries()));
    observer.observe({ type, buffered: true, durationThreshold: slowInteraction } as PerformanceObserverInit);
    rest.push(() => each(observer.takeRecords()));
    return true;
  };

  observe("largest-contentful-paint", (entry) => {
    // What a page paints in the background nobody waited for.
    if (entry.startTime < hiddenAt) measured.lcp = sinceShown(entry.startTime);
  });
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint" && entry.startTime < hiddenAt) measured.fcp = sinceShown(entry.startTime);
  });
  const shifts = shiftsOf(observe);
  const interactions = interactionsOf(observe);
  if (load.responseStart > 0) measured.ttfb = sinceShown(load.responseStart);

  let told = false;
  const tell = () => safely(() => {
    if (told) return false;
    told = true;
    rest.forEach((take) => take());
    if (measured.fcp !== undefined && shifts) measured.cls = Math.round(shifts() * 10_000) / 10_000;
    const slowest = interactions();
    if (slowest !== undefined) measured.inp = Math.round(slowest);
    if (!Object.keys(measured).length) return false;
    hand("track", { event: "Web Vitals", properties: measured }, page);
    return true;
  });

  // The document hears of it before the window, where the tracker listens and sends what is waiting. Of pagehide only the
  // window hears, and the tracker first: its last request has gone out, so there is another one.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
  addEventListener("pagehide", () => tell() && safely(flush));
}

/** Cumulative layout shift: the largest sum of a session window. Undefined where browsers do not tell. */
function shiftsOf(observe: (type: string, take: (entry: Entry) => void) => boolean): (() => number) | undefined {
  let largest = 0;
  let sum = 0;
  let first = 0;
  let last = 0;
  const supported = observe("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    const continues = sum > 0 && entry.startTime - last < shiftGap && entry.startTime - first < shiftWindow;
    if (!continues) first = entry.startTime;
    sum = entry.value + (continues ? sum : 0);
    last = entry.startTime;
    largest = Math.max(largest, sum);
  });
  return supported ? () => largest : undefined;
}

/** Interaction to next paint: the worst interaction, one of them left out for each fifty. */
function interactionsOf(observe: (type: string, take: (entry: Entry) => void) => boolean): () => number | undefined {
  const longest = new Map<number, number>();
  const take = (entry: Entry) => {
    if (entry.interactionId) longest.set(entry.interactionId, Math.max(longest.get(entry.interactionId) || 0, entry.duration));
  };
  observe("event", take);
  observe("first-input", take);
  return () => {
    const count = (performance as { interactionCount?: number }).interactionCount || longest.size;
    return [...longest.values()].sort((a, b) => b - a)[Math.min(longest.size - 1, Math.floor(count / 50))];
  };
}

/** When the page was first out of sight, in milliseconds after its load began. */
function firstHidden(shownAt: number): number {
  const hidden = performance.getEntriesByType("visibility-state").find((entry) => entry.name === "hidden" && entry.startTime >= shownAt);
  return hidden ? hidden.startTime : document.visibilityState === "hidden" ? 0 : Infinity;
}

/** The page that was loaded; a single-page shop may show another by now. */
function loaded(load: Load): Page {
  const { href, pathname, search } = new URL(load.name);
  return { url: href, path: pathname, search, referrer: document.referrer, title: location.pathname === pathname ? document.title : "" };
}
