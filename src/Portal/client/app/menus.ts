/** Opens and closes the panels of Menu: press, Esc, a press elsewhere, the arrow keys. */
export function startMenus() {
  document.addEventListener("click", event => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>("[data-menu-button]");
    const inside = target.closest("[data-menu-panel]");
    if (inside && !target.closest("a.menu-item, button.menu-item, [data-menu-close]")) return;
    const menu = button?.closest<HTMLElement>("[data-menu]");
    const wasOpen = menu ? isOpen(menu) : false;
    closeAll();
    if (menu && !wasOpen) open(menu);
  });
  document.addEventListener("keydown", event => {
    const menu = openMenu();
    if (!menu) return;
    if (event.key === "Escape") {
      closeAll();
      menu.querySelector<HTMLElement>("[data-menu-button]")?.focus();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(menu, event);
  });
  document.addEventListener("focusin", event => {
    const menu = openMenu();
    if (menu && !menu.contains(event.target as Node)) closeAll();
  });
}

const panelOf = (menu: Element) => menu.querySelector<HTMLElement>("[data-menu-panel]")!;
const isOpen = (menu: Element) => !panelOf(menu).hidden;
const openMenu = () => [...document.querySelectorAll<HTMLElement>("[data-menu]")].find(isOpen);

function open(menu: HTMLElement) {
  panelOf(menu).hidden = false;
  menu.querySelector("[data-menu-button]")?.setAttribute("aria-expanded", "true");
  panelOf(menu).querySelector<HTMLElement>("[autofocus]")?.focus();
}

function closeAll() {
  for (const menu of document.querySelectorAll("[data-menu]")) {
    panelOf(menu).hidden = true;
    menu.querySelector("[data-menu-button]")?.setAttribute("aria-expanded", "false");
  }
}

function move(menu: HTMLElement, event: KeyboardEvent) {
  const typing = (event.target as Element).matches("input, select, textarea");
  const items = [...panelOf(menu).querySelectorAll<HTMLElement>(".menu-item")];
  if (typing || items.length === 0) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  items[(next + items.length) % items.length]?.focus();
}
