import { permission } from "./consent";
import { context, type Page } from "./context";
import { anonymousId, newId, sessionId, userId } from "./identity";
import { Time } from "./limits";
import { countPage, currentPage, pageCounted } from "./page-views";
import { add } from "./queue";
import { schedule } from "./transport";

let lastTime = 0;

export interface Fields {
  event?: string;
  name?: string;
  properties?: object;
  traits?: object;
}

/** Queues a message about the page as it is now, or about another one. */
export function send(type: "track" | "page" | "identify", fields: Fields, other?: Page): void {
  if (permission() === false) return;
  if (type === "page") pageCounted();
  else countPage();

  // Strictly increasing, so that messages of one page sort in the order they were made.
  lastTime = Math.max(lastTime + 1, Date.now());
  const timestamp = new Date(lastTime).toISOString();
  const messageId = newId();
  const page = other || currentPage();
  add(lastTime, messageId, JSON.stringify({
    type,
    messageId,
    anonymousId: anonymousId(),
    userId: userId(),
    ...fields,
    properties: type === "page" ? { ...page, ...fields.properties } : fields.properties,
    context: context(page, sessionId(lastTime)),
    timestamp,
    originalTimestamp: timestamp,
  }));
  schedule(fields.event === "Order Completed" ? 0 : Time.Gather);
}
