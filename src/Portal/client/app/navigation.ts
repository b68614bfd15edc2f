import { remember } from "./cookie";

const root = document.documentElement;
const focusable = "a[href], button:not([disabled])";
let opener: HTMLElement | null = null;

export function startNavigation() {
  document.addEventListener("click", event => {
    const target = event.target as Element;
    if (target.closest("[data-nav-collapse]")) collapse();
    else if (target.closest("[data-drawer-open]")) open(target.closest<HTMLElement>("[data-drawer-open]")!);
    else if (target.closest("[data-drawer-close]") || (isOpen() && target.closest(".nav a"))) close();
  });
  // Left to itself the link leads to the start page: its fragment is taken from the base address.
  document.addEventListener("click", event => {
    if (!(event.target as Element).closest(".skip-link")) return;
    event.preventDefault();
    document.getElementById("content")?.focus();
  }, true);
  document.addEventListener("keydown", event => {
    if (!isOpen()) return;
    if (event.key === "Escape") close();
    if (event.key === "Tab") keepInside(event);
  });
}

function collapse() {
  const mini = root.dataset.nav !== "mini";
  if (mini) root.dataset.nav = "mini";
  else delete root.dataset.nav;
  remember("nav", mini ? "mini" : "full");
}

const isOpen = () => root.dataset.drawer === "open";

function open(button: HTMLElement) {
  opener = button;
  root.dataset.drawer = "open";
  button.setAttribute("aria-expanded", "true");
  document.querySelector(".main")?.setAttribute("inert", "");
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".nav " + focusable)?.focus());
}

function close() {
  delete root.dataset.drawer;
  document.querySelector(".main")?.removeAttribute("inert");
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
  opener = null;
}

function keepInside(event: KeyboardEvent) {
  const inside = [...document.querySelectorAll<HTMLElement>(".nav a[href], .nav button:not([disabled])")].filter(element => element.offsetParent !== null);
  const edge = event.shiftKey ? inside[0] : inside[inside.length - 1];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? inside[inside.length - 1] : inside[0]).focus();
}
