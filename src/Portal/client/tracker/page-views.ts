import type { Page } from "./context";
import { send } from "./messages";
import { safely } from "./safely";
import { countsPages } from "./settings";

let counted: string | undefined;
let seen: string | undefined;
let referrer = document.referrer;

/** The page as it is now; inside a single-page shop the referrer is the address before the last change. */
export function currentPage(): Page {
  return {
    url: location.href,
    path: location.pathname,
    search: location.search,
    referrer,
    title: document.title,
  };
}

/** Counts the current address once; a change of the fragment alone is not another page. */
export function countPage(): void {
  if (countsPages() && counted !== address()) send("page", {});
}

export function pageCounted(): void {
  if (seen && seen !== location.href) referrer = seen;
  counted = address();
  seen = location.href;
}

export function watchPages(): void {
  (["pushState", "replaceState"] as const).forEach((change) => {
    const original = history[change];
    history[change] = function (...state) {
      original.apply(this, state);
      changed();
    };
  });
  addEventListener("popstate", changed);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    counted = "";
    changed();
  });
  safely(countPage);
}

/** Single-page shops set the title just after the address. */
function changed(): void {
  setTimeout(() => safely(countPage));
}

function address(): string {
  return location.pathname + location.search;
}
