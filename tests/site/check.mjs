// Checks a built site in a browser without a window, by clicking and typing alone.
//
//   node check.mjs ADDRESS                  where the site is served; run.py does both. CHROMIUM names the browser
//   node check.mjs ADDRESS search access    only these parts: questions, search, program, wide, paper, phone, access
//
// It asks the five everyday questions from the first page within three clicks each, searches for what people type,
// measures pages on a wide screen, on paper and on a phone, and lets axe-core look for faults of access. It ends with 1 where one of them is wrong.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [, , site, ...parts] = process.argv;
const wanted = (part) => parts.length === 0 || parts.includes(part);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const wrong = [];
const check = (said, holds) => { console.log(holds ? "ok   " : "WRONG", said); if (!holds) wrong.push(said); };

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(site + path, { waitUntil: "domcontentloaded" });
  return page;
}

// --- questions from the first page, by clicks on words ---------------------------------------------------------------
async function clicks(page, ...words) {
  for (const said of words) {
    await page.locator(".md-content").getByRole("link", { name: said, exact: true }).first().click();
    await page.waitForLoadState("load");
  }
}

async function row(page, named, first) {
  const found = page.getByRole("region", { name: named }).locator("tr").filter({ hasText: first }).first();
  return (await found.textContent())?.replace(/\s+/g, " ") ?? "";
}

const QUESTIONS = [
  ["was a GP reimbursable in November 2024, for how much", ["Roles", "General practitioner"],
    async (page) => /£92,462/.test(await row(page, "Maximum by area", "1 October 2024"))],
  ["was a paramedic reimbursable in May 2020", ["Roles", "Paramedic"],
    async (page) => /since 1 April 2021/.test(await page.locator(".in-short").textContent())],
  ["which services were in force on 1 November 2022, which planned", ["Services"],
    async (page) => /in delivery: 1 October 2022/.test(await row(page, "Services", "Enhanced access"))
      && /in preparation: 1 April 2022 to 31 March 2023/.test(await row(page, "Services", "Anticipatory care"))],
  ["what changed in 2024/25, with values", ["What changed", "What changed from 2023/24 to 2024/25"],
    async (page) => /7\.578/.test(await page.locator(".md-content").textContent())
      && /7\.975/.test(await page.locator(".md-content").textContent())],
  ["the deadlines of 2026/27", ["Deadlines of 2026/27"],
    async (page) => /3 July 2026/.test(await page.locator(".md-content").textContent())],
  ["what is not known", ["Coverage and holes", "Additional Roles Reimbursement Scheme (ARRS)"],
    async (page) => /the last day for claiming the year's staff costs was not found/.test(await row(page, "what is not known", "ARRS: last claim"))],
];
for (const [asked, path, answered] of wanted("questions") ? QUESTIONS : []) {
  const page = await open("");
  try {
    await clicks(page, ...path);
    check(`${asked}: ${path.length} clicks`, path.length <= 3 && (await answered(page)));
  } catch (error) {
    check(`${asked}: ${error.message.split("\n")[0]}`, false);
  }
  await page.context().close();
}

// --- the first screen -------------------------------------------------------------------------------------------------
for (const [width, height] of wanted("questions") ? [[1280, 800], [390, 844]] : []) {
  const page = await open("", { viewport: { width, height } });
  for (const part of [".lead", "form.ask", ".answer .sources"]) {
    const box = await page.locator(part).first().boundingBox();
    check(`${part} is in the first screen at ${width}`, box !== null && box.y + box.height <= height);
  }
  await page.context().close();
}

// --- search -----------------------------------------------------------------------------------------------------------
const SEARCHES = [
  ["GP", "roles/general_practitioner/"], ["SPLW", "roles/social_prescribing_link_worker/"],
  ["IIF", "streams/investment_and_impact_fund/"], ["FCP", "roles/first_contact_physiotherapist/"],
  ["paramedic", "roles/paramedic/"], ["paramedics", "roles/paramedic/"], ["pharmacists", "roles/clinical_pharmacist/"],
  ["dietitians", "roles/dietitian/"], ["late claims", "terms/arrs/"], ["GPs", "roles/general_practitioner/"], ["enhanced access", "services/enhanced_access/"],
  ["care home premium", "streams/care_home_premium/"], ["ACC-08", "indicators/ACC-08/"],
  ["MHP", "roles/mental_health_practitioner_adult/"], ["ICB", "terms/commissioner/"],
  ["deadlines 2025/26", "calendar/2025-26/"], ["enhanced_access.weekly_minutes", "obligations/enhanced_access.weekly_minutes/"],
];
if (wanted("search")) {
  const page = await open("");
  for (const [typed, wanted] of SEARCHES) {
    await page.goto(site);
    await page.locator(".md-search__input").first().fill(typed);
    const first = page.locator(".md-search-result__list a.md-search-result__link").first();
    try {
      await first.waitFor({ timeout: 15000 });
      await page.waitForTimeout(400);
      const found = new URL(await first.getAttribute("href"), site).pathname.slice(1);
      check(`search "${typed}" finds ${wanted} first${found === wanted ? "" : `, not ${found}`}`, found === wanted);
    } catch {
      check(`search "${typed}" finds something`, false);
    }
  }
  await page.context().close();
}

// --- the example for programs in JavaScript ---------------------------------------------------------------------------
if (wanted("program")) {
  const page = await open("reference/api/");
  const shown = await page.locator("pre code").filter({ hasText: "await fetch(" }).first().textContent();
  const code = shown.replace(/"https:\/\/[^"]+"/, JSON.stringify(site));
  const value = await page.evaluate(`(async () => { ${code}; return [says.reimbursable, maximum.key, maximum.unit]; })()`);
  const known = [true, "arrs.general_practitioner.max_reimbursement.national", "GBP per WTE per year"];
  check(`the example in JavaScript runs: ${value}`, known.every((said, place) => value[place] === said));
  await page.context().close();
}

// --- a phone: nothing is wider than the screen, no page is endless, and a long one has a list of what is on it ---------
const PAGES = [
  "", "roles/", "roles/general_practitioner/", "services/", "changes/2023-24-to-2024-25/", "calendar/2025-26/",
  "years/2024-25/", "indicators/ACC-08/", "obligations/enhanced_access.weekly_minutes/", "streams/enhanced_access/",
  "coverage/", "errata/", "terms/arrs/", "coverage/arrs/", "notebooks/first_check/", "reference/api/", "contribute/report/",
];
const LONGEST = 34000; // pixels; a notebook is the longest
for (const path of wanted("phone") ? PAGES : []) {
  const page = await open(path, { viewport: { width: 390, height: 844 } });
  const [width, height] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  check(`${path || "the first page"} on a phone is ${width} wide, ${height} long`, width <= 390 && height <= LONGEST);
  check(`${path || "the first page"} has a way to report an error`, (await page.getByRole("link", { name: "Report an error on this page" }).count()) === 1);
  await page.context().close();
}

if (wanted("phone")) {
  const page = await open("changes/2023-24-to-2024-25/", { viewport: { width: 390, height: 844 } });
  const long = page.locator("details.long");
  check("what changed is folded on a phone", (await long.count()) > 20 && (await page.locator("details.long[open]").count()) === 0);
  await long.first().locator("> summary").click();
  check("a part of it opens", await long.first().locator("table").isVisible());
  await page.locator("details.contents summary").click();
  await page.locator("details.contents").getByRole("link", { name: "Duties", exact: true }).click();
  check("the list of contents leads to a part", new URL(page.url()).hash === "#duties");
  await page.context().close();
  const wide = await open("changes/2023-24-to-2024-25/");
  check("nothing is folded on a wide screen", (await wide.locator("details.long:not([open])").count()) === 0);
  check("a wide screen has one list of contents", await wide.locator("details.contents").isHidden());
  await wide.context().close();
}

// --- a wide screen: no table is wider than its place, so that every column is in view ------------------------------------
for (const path of wanted("wide") ? PAGES : []) {
  const page = await open(path);
  const over = await page.evaluate(() => [...document.querySelectorAll(".scroll:has(table.t)")]
    .filter((place) => place.scrollWidth > place.clientWidth).map((place) => place.ariaLabel));
  check(`no table of ${path || "the first page"} is cut off at 1280${over.map((named) => `, ${named} is`).join("")}`, over.length === 0);
  await page.context().close();
}

// --- paper: what is folded is open, and no table is cut off ---------------------------------------------------------------
const A4 = 718; // pixels between its margins
for (const path of wanted("paper") ? ["roles/paramedic/", "changes/2023-24-to-2024-25/", "calendar/2025-26/", "errata/"] : []) {
  const page = await open(path, { viewport: { width: A4, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  const lost = await page.evaluate(() => [...document.querySelectorAll("table, details.from ul")]
    .filter((one) => one.offsetHeight === 0 || one.getBoundingClientRect().right > innerWidth).length);
  check(`paper has all of ${path}`, lost === 0);
  await page.context().close();
}

// --- access -----------------------------------------------------------------------------------------------------------
const LOOKED_AT = [
  "", "roles/", "roles/general_practitioner/", "services/", "calendar/2025-26/", "indicators/ACC-08/",
  "obligations/enhanced_access.weekly_minutes/", "errata/", "contribute/report/",
];
for (const path of wanted("access") ? LOOKED_AT : []) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(path, { colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
    const serious = found.violations.filter(({ id, impact }) => impact === "serious" || impact === "critical" || id === "landmark-unique");
    check(`axe finds nothing serious on ${path || "the first page"}, ${colorScheme}`, serious.length === 0);
    for (const { id, nodes } of serious) console.log("     ", id, nodes.length, nodes.slice(0, 2).map(({ target, failureSummary }) => `${target} ${failureSummary?.split("\n")[1] ?? ""}`).join(" | "));
    await page.context().close();
  }
}

await browser.close();
console.log(wrong.length ? `${wrong.length} wrong` : "all is well");
process.exit(wrong.length ? 1 : 0);
