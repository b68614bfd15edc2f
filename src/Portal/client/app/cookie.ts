/** Remembers a choice of look for a year; the server reads it to draw the page right at once. */
export function remember(name: string, value: string) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}
