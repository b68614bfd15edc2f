// Takes from Radzen's sheets only what the components in use need: 90 KB compressed become a few.
// The light and the dark sheet differ in variables alone, so the dark values become one rule of the same sheet.
import { readFile } from "node:fs/promises";

// Class prefixes of the Radzen components in use, and what their popups are made of.
const used = ["rz-dropdown", "rz-popup", "rz-multiselect", "rz-lookup", "rz-inputtext", "rz-textbox", "rz-placeholder", "rz-helper-hidden", "rz-state", "rz-virtualize"];

export async function radzenSheet(folder) {
  const [light, dark, lightExtra, darkExtra] = await Promise.all(
    ["material-base", "material-dark-base", "material-wcag", "material-dark-wcag"].map(name => readFile(`${folder}/css/${name}.css`, "utf8")));
  const rules = blocks(light.replace(/^\ufeff/, "")).filter(([selector]) => !selector.startsWith("@") && wanted(selector));
  const lightValues = { ...variables(light), ...variables(lightExtra) };
  const darkValues = { ...variables(dark), ...variables(darkExtra) };
  const names = closure(rules.map(([, body]) => body).join(";"), lightValues);
  const block = values => [...names].filter(name => values[name]).map(name => `${name}:${values[name]}`).join(";");
  return `:root{${block(lightValues)}}:root[data-theme=dark]{${block(darkValues)}}` + rules.map(([selector, body]) => `${selector}{${body}}`).join("");
}

const wanted = selector => {
  const classes = selector.match(/\.[\w-]+/g) ?? [];
  return classes.length > 0 && classes.every(name => used.some(prefix => name.startsWith("." + prefix)) || !name.startsWith(".rz-"));
};

function blocks(css) {
  const found = [];
  for (let at = 0; at < css.length;) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    let depth = 1, end = open + 1;
    for (; depth > 0; end++) depth += css[end] === "{" ? 1 : css[end] === "}" ? -1 : 0;
    found.push([css.slice(at, open).trim(), css.slice(open + 1, end - 1)]);
    at = end;
  }
  return found;
}

function variables(css) {
  const values = {};
  for (const [, body] of blocks(css.replace(/^\ufeff/, "")).filter(([selector]) => selector.includes(":root") || /^\.rz-material/.test(selector)))
    for (const [, name, value] of body.matchAll(/(--rz-[\w-]+)\s*:\s*([^;}]+)/g)) values[name] ??= value.trim();
  return values;
}

function closure(text, values) {
  const names = new Set();
  const visit = part => {
    for (const [, name] of part.matchAll(/var\((--rz-[\w-]+)/g))
      if (!names.has(name)) { names.add(name); visit(values[name] ?? ""); }
  };
  visit(text);
  return names;
}
