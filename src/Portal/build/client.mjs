// Bundles the browser code: the portal's own scripts and styles, and the tracker that shops embed.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { radzenSheet } from "./radzen.mjs";

const out = "src/Portal/wwwroot/dist";
const app = "src/Portal/client/app";
await mkdir(out, { recursive: true });

const shared = { bundle: true, minify: true, target: ["es2020"], legalComments: "none", logLevel: "warning" };

// ApexCharts writes style elements, which the content security policy refuses; its sheet is linked, so inert ones do.
const withoutInlineStyles = {
  name: "without-inline-styles",
  setup: bundle => bundle.onLoad({ filter: /apexcharts\.common\.js$/ }, async file => ({
    contents: (await readFile(file.path, "utf8")).replaceAll('document.createElement("style")', 'document.createElement("template")'),
  })),
};

// The map's outlines register themselves with a global that is not there.
const withMapLibrary = {
  name: "with-map-library",
  setup: bundle => bundle.onLoad({ filter: /jsvectormap.dist.maps.world\.js$/ }, async file => ({
    contents: 'import jsVectorMap from "jsvectormap";' + await readFile(file.path, "utf8"),
  })),
};

await build({ ...shared, entryPoints: [`${app}/theme.ts`], outfile: `${out}/theme.js`, format: "iife" });
await build({ ...shared, entryPoints: [`${app}/portal.ts`], outfile: `${out}/portal.js`, format: "esm" });
await build({ ...shared, entryPoints: [`${app}/chart.ts`], outfile: `${out}/chart.js`, format: "esm", plugins: [withoutInlineStyles] });
await build({ ...shared, entryPoints: [`${app}/map.ts`], outfile: `${out}/map.js`, format: "esm", plugins: [withMapLibrary] });
await build({ ...shared, entryPoints: ["src/Portal/wwwroot/css/portal.css"], outfile: `${out}/portal.css`, target: ["chrome120", "firefox121", "safari17"], external: ["*.woff2"] });
await writeFile(`${out}/radzen.css`, await radzenSheet(process.env.RADZEN_ASSETS));
await copyFile("node_modules/apexcharts/dist/apexcharts.css", `${out}/apexcharts.css`);

execFileSync("node_modules/.bin/tsc", ["--project", "src/Portal/client/tracker"], { stdio: "inherit" });
for (const name of ["tracker", "loader"]) {
  await build({ ...shared, entryPoints: [`src/Portal/client/tracker/${name}.ts`], outfile: `${out}/${name}.js`, format: "iife", target: ["es2018"], supported: { "dynamic-import": true } });
}
await build({ ...shared, entryPoints: ["src/Portal/client/tracker/vitals.ts"], outfile: `${out}/vitals.js`, format: "esm", target: ["es2018"] });
