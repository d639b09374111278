// Builds graphq/page/template.html: one file with the script, the style and the outlines in it.
// What always holds here: the same sources give the same bytes; the policy allows this script and
// this style by their hashes, and nothing else.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "..", "graphq", "page", "template.html"));

const shared = { bundle: true, minify: true, write: false, absWorkingDir: here, charset: "utf8", legalComments: "none" };
const made = await build({
  ...shared, entryPoints: ["src/main.ts"], format: "iife", target: ["es2020"], metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
});
const styled = await build({ ...shared, entryPoints: ["src/page.css"], loader: { ".css": "css" }, target: ["chrome100", "firefox100", "safari15"] });

// "</script" or "<!--" inside the script would end it; both can only stand in texts there.
const script = made.outputFiles[0].text.trim().replace(/<(?=\/script|!--)/gi, "\\x3c");
const style = styled.outputFiles[0].text.trim();
if (/<\/style/i.test(style)) throw new Error("The style would end its element.");

const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
const policy = [
  "default-src 'none'", `script-src ${hash(script)}`, `style-src ${hash(style)}`,
  "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join("; ");

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const slots = {
  policy, style, script, notices: escaped(notices(Object.keys(made.metafile.inputs))),
};
let page = readFileSync(join(here, "src", "page.html"), "utf8").trim() + "\n";
for (const [name, text] of Object.entries(slots)) page = page.replace(`{{${name}}}`, () => text);
if (/[\r\0]/.test(page)) throw new Error("A browser would read the page otherwise than it was hashed.");
for (const slot of ["{{title}}", "{{content}}"]) {
  if (page.split(slot).length !== 2) throw new Error(`${slot} must stand in the page once.`);
}
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, page);
console.log(`${target}: ${(page.length / 1e6).toFixed(2)} MB`);

/** The licences of the packages whose files are in the script. */
function notices(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  return [...packages].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).sort().find((entry) => /^licen[cs]e/i.test(entry));
    const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").replace(/\r/g, "").trim() : "";
    return `${name} ${version} (${license})\n\n${text}`;
  }).join("\n\n----\n\n");
}
