// Bundles the browser code: the portal's own script and the tracker that shops embed.
import { build } from "esbuild";
import { mkdir } from "node:fs/promises";

const out = "src/Portal/wwwroot/dist";
await mkdir(out, { recursive: true });

const shared = { bundle: true, minify: true, target: ["es2020"], legalComments: "none", logLevel: "warning" };
await build({ ...shared, entryPoints: ["src/Portal/client/app/portal.ts"], outfile: `${out}/portal.js`, format: "esm" });
await build({ ...shared, entryPoints: ["src/Portal/client/tracker/tracker.ts"], outfile: `${out}/tracker.js`, format: "iife", target: ["es2018"] });
