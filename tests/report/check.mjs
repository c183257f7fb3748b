// SPDX-License-Identifier: GPL-3.0-or-later
// Opens report pages in Chromium and looks at them as tests/suites/report.sh says; prints TAP.
//   node check.mjs CHROMIUM NODE_MODULES PAGE...
import { createRequire } from 'node:module';
import { statSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const [chromiumPath, modules, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(modules) + '/');
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const MOST_BYTES = 2 * 1024 * 1024;
// WCAG 2.1 A and AA, and what axe holds to be good practice.
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

let n = 0, failed = 0;
function is(got, wanted, name) {
  const good = JSON.stringify(got) === JSON.stringify(wanted);
  console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}`);
  if (!good) {
    failed = 1;
    console.log(`# wanted: ${JSON.stringify(wanted)}`);
    JSON.stringify(got, null, 1).split('\n').forEach((line) => console.log(`# got: ${line}`));
  }
}

// A page whose faults and requests are noted.
async function open(browser, file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said = [], asked = [];
  page.on('console', (m) => { if (!['log', 'info'].includes(m.type())) said.push(m.text()); });
  page.on('pageerror', (e) => said.push(String(e)));
  page.on('request', (r) => { if (r.url() !== page.url() && !r.url().startsWith('data:'))
    asked.push(r.url()); });
  const url = 'file://' + resolve(file);
  await page.goto(url);
  return { page, said, asked: () => asked.filter((u) => u !== url), close: () => context.close() };
}

async function violations(page) {
  await page.evaluate((source) => { if (!window.axe) (0, eval)(source); }, axe);
  const found = await page.evaluate((rules) => window.axe.run(document, {
    runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }), RULES);
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((x) => x.target.join(' ') + ' ' +
    x.failureSummary.split('\n').pop()).slice(0, 3).join('; ')}`);
}

const overflow = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth);

// How many colours a chart has: blank is one.
async function colours(page, shot) {
  const blank = await page.context().newPage();
  const count = await blank.evaluate(async (base64) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + base64;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const bytes = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const seen = new Map();
    for (let i = 0; i < bytes.length; i += 4) {
      const c = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
      seen.set(c, (seen.get(c) || 0) + 1);
    }
    const total = bytes.length / 4;
    return { seen: seen.size, drawn: 1 - Math.max(...seen.values()) / total };
  }, shot.toString('base64'));
  await blank.close();
  return count;
}

// Of each chart: the numbers of its data block, of its table as written, and of what it draws.
const figures = (page) => page.evaluate(() => {
  const { pictures, lang } = JSON.parse(document.getElementById('data').textContent);
  const number = (text) => {
    const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace('%', '').replace('\u2013', '');
    return plain === '' ? null : Number(lang === 'fr' ? plain.replace(',', '.')
      : plain.replace(/,/g, ''));
  };
  const numbers = (value) => Array.isArray(value) ? value.flatMap(numbers)
    : value && typeof value === 'object' ? numbers(value.value) : [value];
  return pictures.filter((p) => p.kind !== '').map((picture) => {
    const section = document.getElementById(picture.id);
    const tables = [...section.querySelectorAll('table')];
    let different = 0, cells = 0;
    picture.tables.forEach((table, t) => table.rows.forEach((row, r) => row.forEach((cell, c) => {
      const form = table.columns[c].form;
      const shown = tables[t].tBodies[0].rows[r].cells[c].textContent;
      cells++;
      if (form === 'text' ? shown !== cell : form === 'date' ? shown.length !== 10
        : cell === null ? number(shown) !== null
          : Math.abs(number(shown) - cell * (form === 'share' ? 100 : 1)) 
            > (form === 'share' ? 0.1001 : 0.0051)) different++;
    })));
    const chart = window.echarts.getInstanceByDom(document.getElementById(picture.id + '-chart'));
    const drawn = new Set((chart ? chart.getOption().series : []).flatMap((s) =>
      (s.data || []).flatMap(numbers).concat((s.links || s.edges || []).flatMap(numbers))));
    const kept = { heat: (r) => r.slice(2, -2), calendar: (r) => [r[4]], flows: (r) => [r[2]],
      map: () => [], bars: (r) => [r[1]], fan: (r) => [r[1], r[4]], dots: (r) => r.slice(2, 3),
      tradeoff: (r) => r.slice(2, 4) }[picture.kind];
    const missing = picture.tables[0].rows.flatMap(kept).filter((v) => v !== null && !drawn.has(v));
    return { id: picture.id, chart: !!chart, cells, different, missing: missing.length };
  });
});

async function look(browser, file) {
  const name = basename(file);
  is(statSync(file).size <= MOST_BYTES, true, `${name} has at most 2 MB`);
  for (const colorScheme of ['light', 'dark']) {
    const { page, said, asked, close } = await open(browser, file,
      { viewport: { width: 1200, height: 900 }, colorScheme });
    is(await violations(page), [], `${name}, ${colorScheme}: axe finds nothing`);
    await page.click('#open');
    is(await page.locator('details:not([open])').count(), 0,
      `${name}, ${colorScheme}: tables open`);
    is(await violations(page), [], `${name}, ${colorScheme}, tables open: axe finds nothing`);
    await page.click('#close');
    await page.click('#theme');
    is(await page.getAttribute('html', 'data-theme'), colorScheme === 'dark' ? 'light' : 'dark',
      `${name}, ${colorScheme}: the switch switches`);
    for (const figure of await figures(page)) {
      is([figure.chart, figure.different, figure.missing, figure.cells > 0], [true, 0, 0, true],
        `${name}, ${colorScheme}: ${figure.id} draws its table, and its table says its data`);
      const shot = await page.locator(`#${figure.id}-chart`).screenshot();
      const seen = await colours(page, shot);
      is(seen.seen > 8 && seen.drawn > 0.01, true,
        `${name}, ${colorScheme}: ${figure.id} is drawn`);
    }
    for (const chart of await page.locator('.chart').all()) await chart.hover();
    is(said, [], `${name}, ${colorScheme}: the console stays empty`);
    is(asked(), [], `${name}, ${colorScheme}: nothing is asked of anybody`);
    await close();
  }
  // 1280 pixels at 200 % are 640; a telephone has 375, and 320 is what WCAG 1.4.10 asks for.
  for (const width of [640, 375, 320]) {
    const { page, said, close } = await open(browser, file, { viewport: { width, height: 700 } });
    is(await overflow(page), 0, `${name}, ${width} pixels: nothing to scroll sideways`);
    await page.click('#open');
    is(await overflow(page), 0, `${name}, ${width} pixels, tables open: nothing sideways`);
    if (width === 375) is(await violations(page), [], `${name}, a telephone: axe finds nothing`);
    is(said, [], `${name}, ${width} pixels: the console stays empty`);
    await close();
  }
  const keys = await open(browser, file, { viewport: { width: 1200, height: 900 } });
  const reached = new Set();
  for (let i = 0; i < 80; i++) {
    await keys.page.keyboard.press('Tab');
    reached.add(await keys.page.evaluate(() => {
      const e = document.activeElement;
      return e.id || e.tagName.toLowerCase();
    }));
  }
  is(['open', 'close', 'theme', 'summary'].filter((k) => !reached.has(k)), [],
    `${name}: the keyboard reaches buttons and tables`);
  await keys.close();
  const off = await open(browser, file, { javaScriptEnabled: false });
  is([await off.page.locator('table').count() > 0,
    await off.page.locator('noscript p').isVisible()],
    [true, true], `${name}: without scripts the tables are there, and that is said`);
  await off.close();
}

const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
for (const file of pages) await look(browser, file);
await browser.close();
console.log(`1..${n}`);
process.exit(failed);
