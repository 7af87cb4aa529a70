// Drives the system's Firefox through WebDriver BiDi over the panel "Ask it differently".
// node firefox.cjs FIREFOX URL STUDY ENDLESS: prints, as JSON, what the panel said at each step, what
// the content policy refused, what the page logged as an error, and which other hosts were asked.
"use strict";
const puppeteer = require("puppeteer-core");

const [executablePath, url, study, endless] = process.argv.slice(2);
const STATUS = "#cw-ask > [role=status]";
const said = { refused: [], errors: [], elsewhere: [] };

/** Note what the policy refuses before any script of the page runs. */
function listen() {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.violatedDirective}: ${event.blockedURI}`));
}

async function visited(browser) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => said.errors.push(error.message));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") && host !== new URL(url).host) said.elsewhere.push(request.url());
  });
  await page.evaluateOnNewDocument(listen);
  return page;
}

const status = (page) => page.$eval(STATUS, (node) => node.textContent);
const until = (page, words) => page.waitForFunction(
  (selector, text) => document.querySelector(selector).textContent.includes(text), { timeout: 0 }, STATUS, words);
const badges = (page) => page.$$eval("#cw-ask .cw-ask-result .cw-badge", (all) => all.map((one) => one.textContent));

/** Run a query, whose time is made short where it has no end; return what the panel says of it. */
async function ran(page, sql, seconds) {
  await page.evaluate((text, most) => {
    document.getElementById("cw-ask").dataset.seconds = most;
    document.getElementById("cw-ask-sql").value = text;
    document.getElementById("cw-ask-sql").closest("details").open = true;
  }, sql, seconds);
  const output = "#cw-ask details > [role=status]";
  await page.$$eval("#cw-ask details button", (all) => all.find((one) => one.textContent === "Run").click());
  await page.waitForFunction((selector) => !["", "The query runs."].includes(document.querySelector(selector).textContent), { timeout: 0 }, output);
  return page.$eval(output, (node) => node.textContent);
}

async function main() {
  const browser = await puppeteer.launch({ browser: "firefox", protocol: "webDriverBiDi", executablePath, headless: true });
  try {
    said.browser = await browser.version();
    const page = await visited(browser);
    await page.goto(url);
    await page.click("#cw-ask-open");
    await until(page, "As the evidence stands");
    said.before = await badges(page);
    await page.click(`#cw-ask [data-work="${study}"]`);
    await until(page, "With 1 change");
    await page.click("#cw-ask [data-lens=read]");
    await until(page, "With 2 changes");
    said.after = { sentence: await status(page), badges: await badges(page), url: page.url() };
    said.ended = await ran(page, endless, 1);
    said.alive = await ran(page, "SELECT 1", 60);
    said.refused.push(...await page.evaluate(() => window.refused));
    const other = await visited(browser);
    await other.goto(said.after.url);
    await until(other, "With 2 changes");
    said.again = { sentence: await status(other), badges: await badges(other), url: other.url() };
    said.refused.push(...await other.evaluate(() => window.refused));
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(said));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
