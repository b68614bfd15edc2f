// Bundles the browser code: the portal's own scripts and styles, and the tracker that shops embed.
import { build } from "esbuild";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { radzenSheet } from "./radzen.mjs";

const out = "src/Portal/wwwroot/dist";
const app = "src/Portal/client/app";
await mkdir(out, { recursive: true });

const shared = { bundle: true, minify: true, target: ["es2020"], legalComments: "none", logLevel: "warning" };
await build({ ...shared, entryPoints: [`${app}/theme.ts`], outfile: `${out}/theme.js`, format: "iife" });
await build({ ...shared, entryPoints: [`${app}/portal.ts`], outfile: `${out}/portal.js`, format: "esm" });
await build({ ...shared, entryPoints: [`${app}/chart.ts`], outfile: `${out}/chart.js`, format: "esm" });
await build({ ...shared, entryPoints: ["src/Portal/client/tracker/tracker.ts"], outfile: `${out}/tracker.js`, format: "iife", target: ["es2018"] });
await build({ ...shared, entryPoints: ["src/Portal/wwwroot/css/portal.css"], outfile: `${out}/portal.css`, target: ["chrome120", "firefox121", "safari17"], external: ["*.woff2"] });
await writeFile(`${out}/radzen.css`, await radzenSheet(process.env.RADZEN_ASSETS));
await copyFile("node_modules/apexcharts/dist/apexcharts.css", `${out}/apexcharts.css`);
