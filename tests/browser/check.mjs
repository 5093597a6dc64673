// Opens every page of a folder in headless Chromium and says what is wrong with it, one complaint a line.
//
//   node check.mjs FOLDER SCREENSHOTS
//
// `tests/it/browser.rs` writes the pages and starts this. Pages are opened from disk. The exit code is 1 when there is a
// complaint, and 2 when the pages could not be looked at.

import { readFileSync, readdirSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [folder, screenshots] = process.argv.slice(2).map((path) => resolve(path));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 1280];
const SCHEMES = ["light", "dark"];
// A4 within its margins of 14 mm, at 96 dots an inch.
const PAPER = Math.round(((210 - 2 * 14) / 25.4) * 96);

const complaints = [];
let looks = 0;

function complain(where, what) {
  complaints.push(`${where}: ${what}`);
}

// Everything a browser would say or fetch, beside the page itself.
async function watch(page, where) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Log.enable");
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (request.url !== page.url() && request.url !== page.wanted) complain(where, `fetches ${request.url}`);
  });
  session.on("Log.entryAdded", ({ entry }) => complain(where, `the browser says: ${entry.text}`));
  page.on("console", (message) => complain(where, `the console says: ${message.text()}`));
  page.on("pageerror", (error) => complain(where, `an error: ${error}`));
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
}

async function open(browser, file, look) {
  const context = await browser.newContext({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme });
  const page = await context.newPage();
  page.wanted = pathToFileURL(join(folder, file)).href;
  await watch(page, look.where);
  await page.goto(page.wanted);
  looks += 1;
  return { context, page };
}

async function finish({ context, page }, where) {
  const violations = await page.evaluate(() => globalThis.violations);
  violations.forEach((violation) => complain(where, `its policy was violated: ${violation}`));
  await context.close();
}

// Landmarks, headings and names, as the browser hands them to assistive software.
async function outline(page, where) {
  const found = await page.evaluate(() => ({
    first: [...document.querySelectorAll("h1")].map((h) => h.textContent),
    levels: [...document.querySelectorAll("h1,h2,h3,h4,h5")].map((h) => Number(h.tagName[1])),
    landmarks: ["header", "main"].filter((name) => document.querySelectorAll(name).length !== 1),
    unnamed: [...document.querySelectorAll("section")].filter((s) => !s.querySelector(":scope > h2, :scope > h3, :scope > h4")).length,
    lang: document.documentElement.lang,
    styled: getComputedStyle(document.body).maxWidth !== "none",
  }));
  if (found.first.length !== 1 || !found.first[0].trim()) complain(where, `first headings: ${found.first}`);
  if (found.levels.some((level, n) => n > 0 && level > found.levels[n - 1] + 1)) complain(where, `levels ${found.levels}`);
  if (found.landmarks.length) complain(where, `not one of each: ${found.landmarks}`);
  if (found.unnamed) complain(where, `${found.unnamed} sections without a heading`);
  if (!["en", "ja"].includes(found.lang)) complain(where, `the language is ${found.lang}`);
  if (!found.styled) complain(where, "the style sheet does not apply");
}

// The first key leads past the beginning, and every detail opens with the keyboard alone.
async function keyboard(page, where) {
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  if (skip !== "#main") complain(where, `the first key leads to ${skip}`);
  const shown = await page.evaluate(() => document.activeElement?.getBoundingClientRect().left >= 0);
  if (!shown) complain(where, "the skip link is not seen when it has the focus");
  await page.keyboard.press("Enter");
  if ((await page.evaluate(() => document.activeElement?.id)) !== "main") complain(where, "skipping leads nowhere");
  const details = await page.locator("details").count();
  for (let n = 0; n < Math.min(details, 3); n += 1) {
    const one = page.locator("details").nth(n);
    await one.locator("summary").focus();
    await page.keyboard.press("Enter");
    const list = one.locator("ul").first();
    if (!(await one.evaluate((d) => d.open)) || !(await list.isVisible())) complain(where, `details ${n} do not open`);
    await page.keyboard.press("Space");
    if (await one.evaluate((d) => d.open)) complain(where, `details ${n} do not close`);
  }
  // Everything that moves sideways can be reached.
  const stuck = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((e) => e.scrollWidth > e.clientWidth + 1
      && ["auto", "scroll"].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0).map((e) => e.className));
  if (stuck.length) complain(where, `cannot be scrolled with a keyboard: ${stuck}`);
  return details;
}

// Nothing is wider than the page: what is wider moves within a region of its own.
async function fits(page, where) {
  const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (needed > there) complain(where, `needs ${needed} pixels of ${there}`);
}

async function accessible(page, where) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const session = await page.context().newCDPSession(page);
  // The page's own policy allows no script, so the checker comes in beside it.
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const run = async (expression) => {
    const { result, exceptionDetails } =
      await session.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(axe);
  const found = await run("axe.run(document).then(r => ({ passes: r.passes.length, violations: r.violations }))");
  if (found.passes < 10) complain(where, `axe looked at ${found.passes} rules only`);
  for (const { id, impact, help, nodes } of found.violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
    complain(where, `axe: ${impact}: ${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.html).join(" | ")}`);
  }
}

// On paper everything is there: details are open, and no text is cut off.
async function paper(browser, file) {
  const where = `${file} on paper`;
  const { context, page } = await open(browser, file, { width: PAPER, scheme: "dark", where });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const wrong = await page.evaluate((width) => {
    const found = [];
    const name = (e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") ?? ""}"> ${e.textContent.slice(0, 40)}`;
    for (const e of document.querySelectorAll("body *")) {
      if (e.closest(".unseen, svg, .skip, nav")) continue;
      const box = e.getBoundingClientRect();
      if (box.right > width + 1 || box.left < -1) found.push(`beyond the edge: ${name(e)}`);
      // What stands in a line has no box of its own.
      const cuts = getComputedStyle(e).overflowY !== "visible" && e.scrollHeight > e.clientHeight + 1;
      if (e.clientWidth > 0 && (e.scrollWidth > e.clientWidth + 1 || cuts)) found.push(`cut off: ${name(e)}`);
    }
    for (const list of document.querySelectorAll("details > ul")) {
      if (!list.checkVisibility({ contentVisibilityAuto: true }) || list.getBoundingClientRect().height < 8) found.push("details are closed");
    }
    for (const text of document.querySelectorAll("svg text")) {
      const [inner, outer] = [text.getBoundingClientRect(), text.closest("svg").getBoundingClientRect()];
      if (inner.right > outer.right + 1 || inner.left < outer.left - 1) found.push(`outside the drawing: ${text.textContent}`);
    }
    if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    const [, r, g, b] = /rgb\((\d+), (\d+), (\d+)\)/.exec(getComputedStyle(document.body).color) ?? [];
    if (Number(r) + Number(g) + Number(b) > 200) found.push("the ink is pale");
    return found.slice(0, 8);
  }, PAPER);
  wrong.forEach((what) => complain(where, what));
  const pdf = await page.pdf({ path: join(screenshots, file.replace(/\.html$/, ".pdf")), preferCSSPageSize: true, printBackground: false });
  if (!pdf.subarray(0, 5).equals(Buffer.from("%PDF-"))) complain(where, "no PDF came of it");
  await finish({ context, page }, where);
}

const profile = mkdtempSync(join(tmpdir(), "competency-browser-"));
try {
  mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
    env: { ...process.env, HOME: profile },
  });
  const files = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
  let details = 0;
  for (const file of files) {
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) {
        const where = `${file} at ${width}, ${scheme}`;
        const opened = await open(browser, file, { width, scheme, where });
        await outline(opened.page, where);
        await fits(opened.page, where);
        details += await keyboard(opened.page, where);
        await opened.page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
        const name = file.replace(/\.html$/, `-${width}-${scheme}.png`);
        await opened.page.screenshot({ path: join(screenshots, name), fullPage: true });
        await accessible(opened.page, where);
        await fits(opened.page, `${where}, all open`);
        await finish(opened, where);
      }
    }
    await paper(browser, file);
  }
  await browser.close();
  if (files.length === 0 || details === 0) complain(folder, "there are no pages with details in it");
  console.log(`${files.length} pages, ${looks} looks, ${complaints.length} complaints`);
  complaints.forEach((complaint) => console.log(complaint));
  process.exitCode = complaints.length ? 1 : 0;
} catch (error) {
  console.log(`the pages could not be looked at: ${error.stack ?? error}`);
  process.exitCode = 2;
} finally {
  rmSync(profile, { recursive: true, force: true });
}
