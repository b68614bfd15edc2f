import { permission } from "./consent";
import { Size, Time } from "./limits";
import { body, take, waiting } from "./queue";
import { safely } from "./safely";
import { host, writeKey } from "./script-tag";
import { erase, read, write } from "./storage";

const address = host + "/v1/batch";

let timer: number | undefined;
let timerAt = Infinity;
let notBefore = 0;
let failures = 0;
let flying: string[] = [];

/** Sends what waits after a delay, or later when the server or a former failure asked for patience. */
export function schedule(delay: number): void {
  const now = Date.now();
  const at = Math.max(now + delay, notBefore, askedToWaitUntil());
  if (at >= timerAt) return;
  clearTimeout(timer);
  timerAt = at;
  timer = setTimeout(() => {
    timerAt = Infinity;
    safely(flush);
  }, at - now);
}

export function startTransport(): void {
  addEventListener("pagehide", () => safely(leave));
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && safely(flush));
  addEventListener("online", () => {
    notBefore = 0;
    schedule(0);
  });
  schedule(Time.Gather);
}

function flush(): void {
  const now = Date.now();
  if (flying.length || !permission()) return;
  if (now < Math.max(notBefore, askedToWaitUntil())) return schedule(0);
  flying = take([]);
  if (!flying.length) {
    if (waiting().length) schedule(Time.Ownership);
    return;
  }

  const content = body(flying, writeKey!);
  fetch(address, {
    method: "POST",
    body: content,
    credentials: "omit",
    priority: "low",
    keepalive: content.length < Size.KeepaliveCharacters,
    signal: AbortSignal.timeout && AbortSignal.timeout(Time.BatchPatience),
  }).then((answer) => {
    if (answer.status === 429 || answer.status > 499) return failed(answer.headers.get("Retry-After"));
    // Taken, or refused for good: sending it again would change nothing.
    flying.forEach(erase);
    failures = 0;
    settled();
  }).catch(() => failed());
}

function failed(retryAfter?: string | null): void {
  const now = Date.now();
  const wait = Math.min(+retryAfter! * 1000, Time.LongestRetryAfter);
  if (wait > 0) write("wait", "" + (now + wait * (1 + Math.random() / 4)));
  notBefore = now + Math.min(Time.LongestRetry, 1000 * 2 ** failures++) * (1 - Math.random() / 4);
  settled();
}

function settled(): void {
  flying = [];
  if (waiting().length) schedule(0);
}

/** Every page of the site respects the server's Retry-After. */
function askedToWaitUntil(): number {
  return +read("wait")!;
}

/** The answer to a beacon is never seen, so its messages stay queued and a later page sends them again. */
export function leave(): void {
  const now = Date.now();
  if (!permission() || now < askedToWaitUntil()) return;
  const batch = take(flying, true);
  if (batch.length) navigator.sendBeacon(address, body(batch, writeKey!));
  notBefore = now + Time.Ownership;
}
