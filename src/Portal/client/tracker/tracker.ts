import { decide, permission, type ConsentChoice } from "./consent";
import { forget, setUserId } from "./identity";
import { send } from "./messages";
import { watchPages } from "./page-views";
import { recommend } from "./recommendations";
import { safely } from "./safely";
import { host, writeKey } from "./script-tag";
import { loadSettings, settings } from "./settings";
import { leave, schedule, startTransport } from "./transport";
import { variant } from "./experiments";

type Call = [name: string, args: unknown[], resolve: (value: unknown) => void];
type Global = { intellishop?: { q?: Call[] } };

const calls = {
  track: (event: string, properties?: object) => send("track", { event, properties }),
  identify: (user?: string | number | object | null, traits?: object) => {
    const known = user && typeof user !== "object";
    if (known && permission() !== false) setUserId(user);
    send("identify", { traits: known ? traits : user as object || traits });
  },
  page: (name?: string, properties?: object) => send("page", { name, properties }),
  reset: forget,
  consent: (choice: ConsentChoice) => {
    decide(choice);
    permission();
    schedule(0);
  },
  variant,
  recommend,
};

function start(): void {
  const global = window as Global;
  const { q: queued } = global.intellishop || { q: [] };
  if (!writeKey || !queued) return;

  const ready = loadSettings().then(activated);
  const tracker: Record<string, (...args: unknown[]) => Promise<unknown>> = {};
  Object.entries(calls).forEach(([name, call]) => {
    tracker[name] = (...args) => ready
      .then(() => (call as (...args: unknown[]) => unknown)(...args))
      .catch(() => name === "recommend" ? [] : null);
  });
  global.intellishop = tracker as object;
  queued.forEach(([name, args, resolve]) => resolve(tracker[name](...args)));
  ready.then(watchPages).then(startTransport).then(measure).catch(() => {});
}

/** Measuring is a script of its own, so that shops without it need not load it. */
async function measure(): Promise<void> {
  if (settings.webVitals && permission() !== false) (await import(host + "/vitals.js")).watch(send, leave);
}

/** A page the browser prepares in advance is not a visit until it is shown. */
function activated(): unknown {
  const page = document as Document & { prerendering?: boolean };
  return page.prerendering && new Promise((resolve) => page.addEventListener("prerenderingchange", resolve));
}

safely(start);
