import { permission } from "./consent";
import { anonymousId } from "./identity";
import { settings } from "./settings";

/** Products for a placement; an empty list while the store offers none. */
export function recommend(placement: string): Promise<unknown[]> | unknown[] {
  if (!settings.recommendations || !permission()) return [];
  const query = new URLSearchParams({ placement, anonymousId: anonymousId() });
  return fetch(`${settings.recommendations}?${query}`, { credentials: "omit" })
    .then((answer) => answer.ok ? answer.json() : []);
}
