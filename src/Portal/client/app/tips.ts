/** Short words on hover and focus for anything with data-tip; Esc hides them. The same words are in the accessible name. */
export function startTips() {
  let tip: HTMLElement | null = null;
  const hide = () => { tip?.remove(); tip = null; };
  const show = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip], [data-tip-mini]") : null;
    if (!target) return;
    const mini = document.documentElement.dataset.nav === "mini" ? target.dataset.tipMini : undefined;
    const words = target.dataset.tip ?? mini;
    hide();
    if (words) tip = place(words, target.getBoundingClientRect());
  };
  document.addEventListener("mouseover", show);
  document.addEventListener("mouseout", hide);
  document.addEventListener("focusin", event => { if ((event.target as Element).matches(":focus-visible")) show(event); });
  document.addEventListener("focusout", hide);
  document.addEventListener("click", hide);
  document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
}

function place(words: string, box: DOMRect) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "tooltip");
  tip.textContent = words;
  document.body.append(tip);
  const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
  const below = box.bottom + 6 + tip.offsetHeight < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? box.bottom + 6 : box.top - tip.offsetHeight - 6}px`;
  return tip;
}
