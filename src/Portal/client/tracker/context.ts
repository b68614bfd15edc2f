export interface Page {
  url: string;
  path: string;
  search: string;
  referrer: string;
  title: string;
}

export function context(page: Page, sessionId: string) {
  return {
    page,
    campaign: campaign(),
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    userAgent: navigator.userAgent,
    library: { name: "tracker.js", version: "1.0.0" },
    sessionId,
  };
}

function campaign(): Record<string, string> | undefined {
  const tags: Record<string, string> = {};
  new URLSearchParams(location.search).forEach((value, key) => {
    if (key.startsWith("utm_")) tags[key === "utm_campaign" ? "name" : key.slice(4)] = value;
  });
  return tags.source || tags.name ? tags : undefined;
}
