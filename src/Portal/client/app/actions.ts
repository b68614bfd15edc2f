import { remember } from "./cookie";

/** The small things that need no server: theme, copy, reveal, reload. */
export function startActions() {
  document.addEventListener("click", event => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    if (!button) return;
    const { themeSet, copy, reveal } = button.dataset;
    if (themeSet) setTheme(themeSet);
    else if (copy !== undefined) void copyText(button, copy);
    else if (reveal) revealPassword(button, reveal);
    else if (button.matches("[data-fullscreen]")) void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
    else if (button.matches("[data-reload]")) location.reload();
    else if (button.matches("[data-reconnect]")) void (window as any).Blazor.reconnect().then((back: boolean) => back || location.reload());
  });
  document.addEventListener("click", markTheme);
}

function setTheme(choice: string) {
  document.documentElement.dataset.themeChoice = choice;
  remember("theme", choice);
}

function markTheme() {
  const choice = document.documentElement.dataset.themeChoice ?? "system";
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-set]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
}

async function copyText(button: HTMLElement, text: string) {
  await navigator.clipboard.writeText(text);
  const label = button.querySelector<HTMLElement>("[data-copy-label]") ?? button;
  const before = label === button ? button.getAttribute("aria-label")! : label.textContent!;
  const write = (words: string) => label === button ? button.setAttribute("aria-label", words) : (label.textContent = words);
  write("Copied");
  announce("Copied");
  setTimeout(() => write(before), 2000);
}

function announce(words: string) {
  const region = document.querySelector("[data-announce]");
  if (region) region.textContent = words;
}

function revealPassword(button: HTMLElement, id: string) {
  const field = document.getElementById(id) as HTMLInputElement;
  const show = field.type === "password";
  field.type = show ? "text" : "password";
  button.setAttribute("aria-pressed", String(show));
}
