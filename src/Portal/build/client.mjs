// Bundles the browser code: the portal's own script and the tracker that shops embed.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";

const out = "src/Portal/wwwroot/dist";
await mkdir(out, { recursive: true });

const shared = { bundle: true, minify: true, target: ["es2020"], legalComments: "none", logLevel: "warning" };
await build({ ...shared, entryPoints: ["src/Portal/client/app/portal.ts"], outfile: `${out}/portal.js`, format: "esm" });

execFileSync("node_modules/.bin/tsc", ["--project", "src/Portal/client/tracker"], { stdio: "inherit" });
for (const name of ["tracker", "loader"]) {
  await build({ ...shared, entryPoints: [`src/Portal/client/tracker/${name}.ts`], outfile: `${out}/${name}.js`, format: "iife", target: ["es2018"] });
}
