// Runs before the first paint: only the browser knows what "as the system" means.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply() {
  const choice = root.dataset.themeChoice ?? "system";
  root.dataset.theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
}

dark.addEventListener("change", apply);
document.addEventListener("themechoice", apply);
apply();
