/** The search that Ctrl K opens: filters the listed pages, arrow keys choose, Enter goes. */
export function startPalette() {
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    } else if (event.target instanceof HTMLElement && event.target.matches("[data-palette-input]")) choose(event);
  });
  document.addEventListener("click", event => {
    const target = event.target as Element;
    if (target.closest("[data-palette-open]")) open();
    else if (target.closest("[data-palette] a")) palette()?.close();
  });
  document.addEventListener("input", event => {
    if ((event.target as Element).matches("[data-palette-input]")) filter();
  });
}

const palette = () => document.querySelector<HTMLDialogElement>("[data-palette]");
const input = () => palette()!.querySelector<HTMLInputElement>("[data-palette-input]")!;
const options = () => [...palette()!.querySelectorAll<HTMLElement>("[role=option]")];
const shown = () => options().filter(option => !option.hidden);

function open() {
  if (!palette() || palette()!.open) return;
  input().value = "";
  filter();
  palette()!.showModal();
  input().focus();
}

function filter() {
  const words = input().value.toLowerCase().split(" ").filter(Boolean);
  for (const option of options()) option.hidden = !words.every(word => option.textContent!.toLowerCase().includes(word));
  palette()!.querySelector<HTMLElement>("[data-palette-none]")!.hidden = shown().length > 0;
  mark(0);
}

function mark(index: number) {
  const list = shown();
  options().forEach(option => option.setAttribute("aria-selected", String(option === list[index])));
  if (list[index]) input().setAttribute("aria-activedescendant", list[index].id);
  else input().removeAttribute("aria-activedescendant");
  list[index]?.scrollIntoView({ block: "nearest" });
}

function choose(event: KeyboardEvent) {
  const list = shown();
  const at = list.findIndex(option => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark((at + 1) % list.length);
  else if (event.key === "ArrowUp") mark((at - 1 + list.length) % list.length);
  else if (event.key === "Enter") list[at]?.click();
  else return;
  event.preventDefault();
}
