// Runs before the first paint: only the browser knows what "as the system" means.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply() {
  const choice = root.dataset.themeChoice ?? "system";
  const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  if (root.dataset.theme !== theme) root.dataset.theme = theme;
}

dark.addEventListener("change", apply);
// Also when enhanced navigation writes back what the server knew.
new MutationObserver(apply).observe(root, { attributeFilter: ["data-theme", "data-theme-choice"] });
apply();
