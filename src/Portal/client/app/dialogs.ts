/** Shows a rendered dialog as modal, and gives the focus back when the page stops rendering it. */
export function startDialogs() {
  const openers = new Map<HTMLDialogElement, HTMLElement | null>();

  const look = () => {
    for (const [dialog, opener] of openers) {
      if (dialog.isConnected) continue;
      openers.delete(dialog);
      opener?.focus();
    }
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[data-modal]:not([open])")) {
      if (openers.has(dialog)) continue;
      openers.set(dialog, document.activeElement as HTMLElement | null);
      dialog.showModal();
    }
  };

  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("mousedown", event => {
    const dialog = event.target as HTMLElement;
    if (dialog.matches("dialog[data-modal]") && isOutside(dialog, event)) dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
    if (dialog.matches("dialog[data-palette]") && isOutside(dialog, event)) (dialog as HTMLDialogElement).close();
  });
  look();
}

function isOutside(dialog: HTMLElement, event: MouseEvent) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
