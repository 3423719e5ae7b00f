// Bundles src/casework/js into src/casework/static: `npm ci && npm run build`. The bundles are committed, each with the
// hash of everything it was made from in its first line, so that only those who change a script need Node.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const SOURCE = "src/casework/js";
const TARGET = "src/casework/static";
// classic scripts open by double click, where browsers block modules; a notebook loads a module
const BUNDLES = [
  { name: "theme", format: "iife" },
  { name: "page", format: "iife" },
  { name: "controls", format: "iife" },
  { name: "check", format: "iife" },
  { name: "paths", format: "iife" },
  { name: "study", format: "iife" },
  { name: "where", format: "iife" },
  { name: "progress", format: "iife" },
  { name: "review", format: "iife" },
  { name: "fsrs", format: "iife" },
  { name: "certificate", format: "iife" },
  // the curve's arithmetic needs whole numbers without a limit, which came with es2020
  { name: "verify", format: "iife", target: "es2020" },
  { name: "offline", format: "iife" },
  { name: "worker", format: "iife" },
  { name: "search", format: "iife" },
  { name: "slides", format: "iife" },
  { name: "widget", format: "esm" },
  { name: "case", format: "iife" },
  { name: "case-engine", format: "iife" },
  { name: "case-ledger-page", format: "iife", output: "case-ledger" },
  { name: "docx-page", format: "iife", output: "docx" },
  { name: "widget-case", format: "esm" },
  { name: "room", format: "iife" },
  { name: "room-console", format: "iife" },
  { name: "room-screen", format: "iife" },
];

for (const { name, output = name, ...shape } of BUNDLES) {
  const result = await build({
    target: "es2019",
    ...shape,
    entryPoints: [`${SOURCE}/${name}.js`],
    bundle: true,
    nodePaths: (process.env.NODE_PATH || "").split(delimiter).filter(Boolean),
    loader: { ".docx": "binary" },
    charset: "utf8",
    metafile: true,
    write: false,
  });
  // names short and alike in every function: 5 % less on the wire than esbuild's own minifier gives
  const { code } = await minify(result.outputFiles[0].text, {
    ecma: shape.target ? 2020 : 2019,
    module: shape.format === "esm",
    toplevel: true,
    compress: { passes: 3, unsafe_arrows: true },
  });
  const inputs = Object.keys(result.metafile.inputs).filter((path) => !path.includes("node_modules/"));
  const sources = hash([...inputs, "package-lock.json", "tools/build-js.mjs"]);
  const text = `/* sources sha256:${sources} */\n${code}\n`;
  writeFileSync(`${TARGET}/${output}.js`, text);
  console.log(`${TARGET}/${output}.js ${gzipSync(text, { level: 9 }).length} bytes gzip`);
}

/** tests/test_bundle.py computes the same. */
function hash(paths) {
  const sum = createHash("sha256");
  for (const path of paths.sort()) {
    const content = path.endsWith(".docx") ? readFileSync(path, "base64") : readFileSync(path, "utf8").replace(/\r\n/g, "\n");
    sum.update(`${path}\0${content}\0`);
  }
  return sum.digest("hex");
}
