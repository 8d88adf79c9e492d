// node browser.mjs SITE OTHER CHROMIUM FOLDER: what a person sees and does on the pages Ask and Check, in Chromium.
// FOLDER has playwright-core, the files to open, and expected.json: what Python answered elsewhere to the same questions.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [site, other, executablePath, folder] = process.argv.slice(2);
const expected = JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8'));
const file = name => path.join(folder, 'files', name);
const MOST_BYTES = 10_000_000; // before the first answer that is worked out
const LONG = 120_000; // milliseconds, for whatever is slow on a busy machine

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
await (await browser.newPage()).goto(`${site}404.html`); // the first page of a browser also waits for its processes
let failures = 0;

/** Runs a test; one that fails is tried once more, because a busy machine's browser can be late. */
async function test(name, run, { allowed = /$^/ } = {}) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  if (await passes(name, run, allowed)) return;
  console.log(`again  ${name}`);
  if (!await passes(name, run, allowed)) failures += 1;
}

/** Runs a test on a page of its own, and says how it went; a script error, a dialog or a refusal by the policy fails it. */
async function passes(name, run, allowed) {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(LONG);
  const wrong = [];
  page.on('pageerror', error => wrong.push(`error: ${error.message}`));
  page.on('dialog', dialog => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', message => message.type() === 'error' && !allowed.test(message.text()) && wrong.push(`console: ${message.text()}`));
  const begun = performance.now();
  try {
    const told = await run(page);
    assert.deepEqual(wrong, []);
    console.log(`ok     ${name}${told ? `: ${told}` : ''} (${Math.round(performance.now() - begun)} ms)`);
    return true;
  } catch (error) {
    console.log(`FAILED ${name}: ${String(error.message).slice(0, 1500)}`, wrong.slice(0, 3));
    return false;
  } finally {
    await context.close();
  }
}

const sent = async () => Number(await (await fetch(`${site}bytes-sent`)).text()); // the server counts what it sends
const answered = page => page.waitForFunction(() => document.body.dataset.answered && document.body.dataset.answered !== 'looked up');
const ready = page => page.waitForFunction(() => document.querySelector('#state').dataset.state === 'ready');
const shown = page => page.evaluate(() => document.querySelector('#frame').srcdoc.replace('<base target="_blank">', ''));
const said = page => page.textContent('#wrong');
const link = (kind, given) => `${site}ask/#${new URLSearchParams({ ask: kind, ...given })}`;

async function open(page, address) {
  await page.goto('about:blank'); // so that the same page with another # is loaded anew
  await page.goto(address);
}

/** Fills in the form of a question and sends it, as a person does. */
async function askByForm(page, kind, given) {
  await page.evaluate(() => { delete document.body.dataset.answered; });
  await page.check(`input[name=kind][value=${kind}]`, { force: true });
  const form = page.locator(`form[data-question=${kind}]`);
  await form.evaluate(one => { one.reset(); for (const more of one.querySelectorAll('details')) more.open = true; });
  for (const [name, value] of Object.entries(given)) {
    const field = form.locator(`[name=${name}]`);
    if (await field.evaluate(one => one.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await form.locator('button').click();
  await answered(page);
}

async function check(page) {
  await page.evaluate(() => { delete document.body.dataset.answered; });
  await page.fill('#day', expected.day);
  const begun = performance.now();
  await page.click('#check .question button');
  await answered(page);
  return performance.now() - begun;
}

await test('the bytes before the first answer that is worked out', async page => {
  const before = await sent();
  const begun = performance.now();
  await page.goto(`${site}ask/`);
  await ready(page);
  const until = Math.round(performance.now() - begun);
  await askByForm(page, 'owed', { registered: '46982', adjusted: '47000', year: '2024/25' });
  const bytes = await sent() - before;
  assert.ok(bytes > 5e6 && bytes <= MOST_BYTES, `${bytes} bytes`);
  return `${bytes} bytes; Python ready after ${until} ms`;
});

await test('what is looked up is there before Python', async page => {
  const told = [];
  await page.route('**/*.packed', async route => { await new Promise(done => setTimeout(done, 4000)); await route.continue().catch(() => {}); });
  for (const { kind, given, says } of expected.lookups) {
    await open(page, link(kind, given));
    const begun = performance.now();
    await page.waitForFunction(() => document.body.dataset.answered === 'looked up');
    told.push(`${kind} ${Math.round(performance.now() - begun)} ms`);
    const text = await page.textContent('#short');
    for (const sentence of says) assert.ok(text.includes(sentence), `${sentence} is not in ${text.slice(0, 600)}`);
  }
  return told.join(', ');
}, { allowed: /net::ERR_/ });

await test('what is looked up has the words of Python for every value, on every day', async page => {
  await page.goto(`${site}ask/`);
  const found = await page.evaluate(async asked => {
    const { lookedUp } = await import('../in-browser/lookups.js');
    const known = JSON.parse(document.getElementById('known').textContent);
    const answers = [];
    for (const { kind, given } of asked) answers.push(await lookedUp(kind, given, known));
    return answers;
  }, expected.every_lookup);
  for (const [place, { kind, given, says }] of expected.every_lookup.entries()) {
    if (given.registered && !found[place]) continue; // it waits for Python, where a cap depends on the patients
    const { title, lines, more } = found[place] ?? assert.fail(`nothing is looked up for ${JSON.stringify({ kind, given })}`);
    if (says) assert.deepEqual({ title, lines, more }, says, JSON.stringify(given));
    assert.doesNotMatch(JSON.stringify({ title, lines, more }), /\[object|\bNaN\b|\bundefined\b|\bnull\b/, JSON.stringify(given));
  }
  return `${found.length} answers`;
});

await test('each question has the answer of Python', async page => {
  await page.goto(`${site}ask/`);
  for (const { kind, given, answer } of expected.questions) {
    await askByForm(page, kind, given);
    if (answer.error) {
      assert.equal(await said(page), answer.error);
      assert.ok(await page.isHidden('#frame') && await shown(page) === '');
    } else {
      assert.equal(await shown(page), answer.html);
      assert.ok(await page.isVisible('#frame') && await page.isHidden('#wrong'));
    }
  }
  assert.equal(await page.title(), 'Ask the contract · pcn_des'); // a hostile role ran nothing
  for (const [hash, told] of [['#ask=deadlines&year=2050/51', /nothing for 2050\/51/], ['#ask=role&role=GP&day=soon', /'soon' is not a day/]]) {
    await page.evaluate(address => { delete document.body.dataset.answered; location.hash = address; }, hash);
    await answered(page);
    assert.match(await said(page), told);
  }
});

await test('a link to a question asks it again', async page => {
  for (const { kind, given, answer } of expected.questions.slice(0, 2)) {
    await open(page, link(kind, given));
    await answered(page);
    assert.equal(await shown(page), answer.html);
    const again = Object.fromEntries(new URLSearchParams((await page.getAttribute('#link', 'href')).slice(1)));
    assert.deepEqual(again, { ask: kind, area: 'national', ...given });
  }
});

await test('a question in words', async page => {
  await open(page, `${site}ask/?q=${encodeURIComponent(expected.words[0].text)}`);
  const asked = async () => {
    assert.equal(new URL(page.url()).search, ''); // what is asked stays behind the #, which no server sees
    return { area: undefined, ...Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1))) };
  };
  const typed = async text => {
    await page.evaluate(() => { delete document.body.dataset.answered; });
    await page.fill('#q', text);
    await page.press('#q', 'Enter');
  };
  for (const [place, { text, kind, given }] of expected.words.entries()) {
    if (place) await typed(text);
    await page.waitForFunction(() => document.body.dataset.answered === 'whole');
    assert.deepEqual({ ...await asked(), area: undefined }, { area: undefined, ask: kind, ...given }, text);
  }
  for (const [text, offered] of [['is a paramedik reimbursable', 'Is Paramedic reimbursable?'], ['ACC-08', 'ACC-08'], ['when was CAIP declared', 'Capacity and access improvement payment'],
    ['what is not known about 2023/24', 'not known'], ['what changed in 2024/25', 'What changed from 2023/24 to 2024/25'], ['care home premium 2024/25', 'Care home premium'], ['What is the IIF point worth in 2025/26?', 'terms/iif/#iif.point_value'], ['zzzz', 'Which services are there today?'],
    ['was extended hours still in force in September 2022', 'Services on 1 September 2022'], ['late claims', 'terms/arrs/#arrs.scheme.late_claims'], ['when did enhanced access start', 'services/enhanced_access/']]) {
    await typed(text);
    await page.waitForFunction(() => document.body.dataset.answered === 'offered');
    assert.ok((await page.innerHTML('#short ul')).includes(offered), text);
  }
});

await test('a question that is not sure is told with its value, stays in the address, and fills in what is sure', async page => {
  await page.goto(`${site}ask/`);
  const ask = async text => {
    await page.evaluate(() => { delete document.body.dataset.answered; });
    await page.fill('#q', text);
    await page.press('#q', 'Enter');
    await page.waitForFunction(() => document.body.dataset.answered === 'offered');
    assert.equal(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('q'), text);
    assert.ok(await page.isHidden('#frame'));
    return [await page.textContent('#short'), await said(page)].join(' ');
  };
  for (const [text, told] of [['owed 42.000 patients', /'42\.000' may be/], ['paramedic 31 February 2024', /'31 February 2024' is not a day/], ['clinical pharmacist in London on 1 November 2024', /inner or outer London.*Inner London.*Outer London/],
    ['was GP paid in 2024', /Say which day of 2024.*on 1 January 2024.*on 31 December 2024General practitioner/], ['owed 42,000 43,000 adjusted 2023/24', /Say which number is which/]]) assert.match(await ask(text), told);
  for (const [text, first] of [['participation payment 2024/25', 'streams/network_participation/'], ['what is paid for enhanced access in 2024/25', 'streams/enhanced_access/'], ['ARRS', 'streams/arrs_sum/'],
    ['ARRS sum 2024/25', 'streams/arrs_sum/'], ['CD', 'streams/clinical_director/'], ['MHP', 'roles/mental_health_practitioner_adult/'], ['ICB', 'terms/commissioner/']]) {
    assert.match(await ask(text), /It has a page:/, text);
    assert.equal(await page.getAttribute('#short ul a', 'href'), `${site}${first}`, text);
  }
  await ask('paramedic 31 February 2024');
  assert.deepEqual([await page.inputValue('form[data-question=role] [name=role]'), await page.inputValue('form[data-question=role] [name=day]')], ['Paramedic', '']);
});

await test('what was taken, and every number, is in view beside the answer', async page => {
  await page.goto(`${site}ask/`);
  const ask = async text => {
    await page.evaluate(() => { delete document.body.dataset.answered; });
    await page.fill('#q', text);
    await page.press('#q', 'Enter');
    await answered(page);
    return page.textContent('#short');
  };
  assert.match(await ask('GP in London on 1 November 2024'), /Inner and outer London have the same maximum here/);
  assert.equal(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('area'), 'outer_london');
  for (const [text, told] of [['paramedic 1 May 2022 in London', /Neither of inner nor of outer London is the maximum established/], ['GP in Greater London 1 May 2025', /outer London/]]) {
    assert.match(await ask(text), told);
    assert.equal(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('area'), 'outer_london', text);
  }
  for (const [text, place] of [['GP 1 November 2024', 'roles/general_practitioner/'], ['services on 1 May 2024', 'services/'], ['deadlines 2024/25', 'calendar/2024-25/'], ['owed 42,000 patients 2024/25', null]]) {
    await ask(text);
    const beside = page.locator('#short a', { hasText: 'Its page has every source' });
    assert.equal(await beside.count() ? await beside.getAttribute('href') : null, place && site + place, text);
  }
  assert.match(await ask('paramedic June 2023'), /June 2023 is no day: this is of 1 June 2023/);
  await ask('owed 2023/24 registered 42000 adjusted 43000 weighted 41000 beds 120');
  for (const [name, value] of Object.entries({ registered: '42000', adjusted: '43000', weighted: '41000', beds: '120' })) {
    const field = page.locator(`form[data-question=owed] [name=${name}]`);
    assert.ok(await field.isVisible() && await field.inputValue() === value, name);
  }
  await ask('claim pharmacist £48,532 from 15 November 2024');
  const since = page.locator('form[data-question=claim] [name=since]');
  assert.ok(await since.isVisible() && await since.inputValue() === '2024-11-15');
  for (const [text, kind] of [['deadlines 2027/28', 'deadlines'], ['owed 42,000 patients 2018/19', 'owed']]) {
    const year = text.match(/20\S+/)[0];
    await ask(text);
    assert.equal(await said(page), `The contract data cover 2019/20 to 2026/27; there is nothing for ${year}.`);
    assert.equal(await page.inputValue(`form[data-question=${kind}] [name=year]`), year);
    await page.evaluate(() => { delete document.body.dataset.answered; });
    await page.click(`form[data-question=${kind}] > button`); // sent again by its form, it is the same question
    await answered(page);
    assert.match(await said(page), new RegExp(`nothing for ${year}`));
  }
  await ask('deadlines 2024/25');
  assert.equal(await page.locator('option.given').count(), 0);
});

await test('the address, the box and the answer are of one question, also on the way back', async page => {
  await page.goto(`${site}ask/`);
  const type = async (text, state) => {
    await page.evaluate(() => { delete document.body.dataset.answered; });
    await page.fill('#q', text);
    await page.press('#q', 'Enter');
    await page.waitForFunction(wanted => document.body.dataset.answered === wanted, state);
  };
  const at = async () => [new URLSearchParams(new URL(page.url()).hash.slice(1)).get('role'), await page.inputValue('#q')];
  await type('GP 1 November 2024', 'whole');
  await type('paramedic June 2023', 'whole');
  await type('SMR-02A', 'offered');
  assert.deepEqual(await at(), [null, 'SMR-02A']);
  assert.ok(await page.isHidden('#frame'));
  await page.goBack();
  await page.waitForFunction(() => document.body.dataset.answered === 'whole');
  assert.deepEqual(await at(), ['Paramedic', 'paramedic June 2023']);
  assert.match(await page.textContent('#short'), /June 2023 is no day/);
  await page.goBack();
  await page.waitForFunction(() => /General practitioner/.test(document.querySelector('#frame').srcdoc));
  assert.deepEqual(await at(), ['General practitioner', 'GP 1 November 2024']);
  await page.goBack(); // the page as it was opened
  await page.waitForFunction(() => !document.body.dataset.answered);
  assert.deepEqual([await page.inputValue('#q'), await page.isHidden('#frame')], ['', true]);
  await open(page, `${site}ask/#q=paramedic%201%20May%202020`); // a link in words takes the place of itself
  await page.waitForFunction(() => document.body.dataset.answered === 'whole');
  assert.deepEqual(await at(), ['Paramedic', 'paramedic 1 May 2020']);
  await page.goBack({ waitUntil: 'commit' });
  assert.equal(page.url(), 'about:blank');
  for (const [hash, told] of [['ask=nosuch', /There is no question 'nosuch'; there are: role, /], ['ask=role&rule=GP', /The link has 'rule'.*it has: role, day/]]) {
    await open(page, `${site}ask/#${hash}`);
    await answered(page);
    assert.match(await said(page), told);
    await page.evaluate(() => { location.hash = '#ask=role&role=GP&day=2024-11-01'; });
    await page.waitForFunction(() => document.body.dataset.answered === 'whole');
    await page.evaluate(address => { location.hash = address; }, hash);
    await page.waitForFunction(() => document.body.dataset.answered === 'wrong');
    assert.match(await said(page), told);
    assert.ok(await page.isHidden('#frame'));
  }
});

await test('a link to Check with what is no day says so', async page => {
  await open(page, `${site}check/#day=2024-02-31&known_on=soon`);
  await page.waitForFunction(() => !document.querySelector('#wrong').hidden);
  assert.match(await said(page), /day=2024-02-31, which is not a day.*\n.*known_on=soon, which is not a day/);
  await page.fill('#day', '2024-02-29');
  assert.ok(await page.isHidden('#wrong'));
});

await test('a question means the same whatever was asked before it, and is what its form then shows', async page => {
  await page.route('**/*.packed', route => route.abort()); // which question is asked is seen without an answer
  const asked = () => page.evaluate(() => {
    const form = document.querySelector('form[data-question]:not([hidden])');
    const { ask, ...link } = Object.fromEntries(new URLSearchParams(document.querySelector('#link').hash.slice(1)));
    const shown = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
    return { ask, link, kind: form.dataset.question, shown };
  });
  const turned = act => page.evaluate(async ([what, text]) => {
    const turn = new Promise(done => addEventListener('hashchange', done, { once: true }));
    if (what === 'link') location.hash = text;
    else if (what === 'form') document.querySelector(`form[data-question=${text}]`).requestSubmit();
    else {
      document.querySelector('#q').value = text;
      document.querySelector('#free').requestSubmit();
    }
    await turn;
  }, act);
  const byHand = kind => page.evaluate(name => { // every field has something that a new page has not
    document.querySelector(`input[name=kind][value=${name}]`).click();
    const form = document.querySelector(`form[data-question=${name}]`);
    for (const field of form.elements) {
      if (field.tagName === 'SELECT') field.selectedIndex = [...field.options].findLastIndex(one => !one.defaultSelected);
      else if (field.name) field.value = { date: '2024-04-02' }[field.type] ?? { role: 'GP', month: '2024-02' }[field.name] ?? '7';
    }
    return Object.fromEntries(new FormData(form));
  }, kind);
  const kinds = await (await page.goto(`${site}ask/`), page.evaluate(() => [...document.querySelectorAll('form[data-question]')].map(form => form.dataset.question)));
  const questions = [
    ...kinds.map(kind => ['link', `#ask=${kind}`]),
    ...expected.questions.map(({ kind, given }) => ['link', `#${new URLSearchParams({ ask: kind, ...given })}`]),
    ...expected.words.map(({ text }) => ['words', text]),
  ];
  for (const question of questions) {
    await open(page, `${site}ask/`);
    await turned(question);
    const alone = await asked();
    assert.deepEqual([alone.kind, alone.shown], [alone.ask, alone.link], question[1]);
    for (const kind of kinds) {
      const typed = await byHand(kind);
      await turned(['form', kind]);
      assert.deepEqual(await asked(), { ask: kind, link: typed, kind, shown: typed }); // what is typed by hand stays
      await turned(question);
      assert.deepEqual(await asked(), alone, `${question[1]} after a question of ${kind}`);
    }
  }
  return `${questions.length} questions`;
}, { allowed: /ERR_FAILED/ });

await test('each file has the report and the page for Monday of Python', async page => {
  const told = [];
  await page.goto(`${site}check/`);
  await ready(page);
  for (const { name, report, monday } of expected.files) {
    await page.setInputFiles('#file', file(name));
    await page.waitForFunction(opened => document.querySelector('#opened').textContent.includes(opened), name);
    await page.evaluate(() => { document.querySelector('input[name=view][value=report]').checked = true; });
    const took = Math.round(await check(page));
    if (report.error) {
      assert.equal(await said(page), report.error, name);
      assert.ok(await page.isHidden('#frame') && await page.isHidden('#views') && await shown(page) === '', `after ${name} the old report stays`);
      continue;
    }
    assert.equal(await shown(page), report.html, name);
    told.push(`${name} ${took} ms`);
    await page.check('input[name=view][value=monday]', { force: true });
    await page.waitForFunction(() => document.body.dataset.answered === 'monday');
    assert.equal(await shown(page), monday.html, name);
  }
  return told.join(', ');
});

await test('records that are pasted, edited and dropped', async page => {
  await page.goto(`${site}check/`);
  await page.click('#check .question button');
  assert.match(await said(page), /nothing to check yet/);
  await page.fill('#records', 'this is = = not TOML');
  await check(page);
  assert.equal(await said(page), expected.pasted.error);
  const text = fs.readFileSync(file('riverside.toml'), 'utf8');
  await page.fill('#records', text.replace('name = "Riverside PCN"', 'name = "Edited PCN"'));
  await check(page);
  assert.match(await shown(page), /Edited PCN/);
  await page.locator('#records').press('Enter');
  assert.match(await page.textContent('#short'), /before they were changed/);
  const dropped = await page.evaluateHandle(({ content, name }) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name));
    return data;
  }, { content: text, name: 'riverside.toml' });
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: dropped });
  await page.waitForFunction(() => document.querySelector('#records').value.length > 1000 && document.querySelector('#frame').hidden);
  await check(page);
  assert.equal(await shown(page), expected.files.find(one => one.name === 'riverside.toml').report.html);
  assert.equal(new URL(page.url()).hash, `#day=${expected.day}`); // never records
  await page.evaluate(() => { document.querySelector('#check details').open = true; });
  await page.fill('#known_on', expected.day);
  assert.match(await page.textContent('#short'), /before they were changed/);
  assert.equal(new URL(page.url()).hash, `#day=${expected.day}&known_on=${expected.day}`);
  const address = page.url();
  const linked = await page.context().newPage();
  await linked.goto(address);
  assert.equal(await linked.inputValue('#known_on'), expected.day);
  assert.ok(await linked.isVisible('#known_on'));
  await linked.evaluate(() => { location.hash = '#day=2024-05-01'; });
  await linked.waitForFunction(() => document.querySelector('#day').value === '2024-05-01' && !document.querySelector('#known_on').value);
  await linked.close();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
  assert.equal(saved.suggestedFilename(), 'Riverside-PCN-on-14-November-2022.html');
  assert.equal(fs.readFileSync(await saved.path(), 'utf8'), await shown(page));
});

await test('what lies too deep is told, and what is still read leaves Python as it is', async page => {
  await page.goto(`${site}check/`);
  const deep = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  const nest = (depth, inside = '1') => '['.repeat(depth) + inside + ']'.repeat(depth);
  for (const [opened, told] of [
    [deep('a.json', '['.repeat(100_000)), /a\.json can't be read: its lists and tables lie too deep in each other/],
    [deep('b.json', `{"x": ${'{"a": '.repeat(100_000)}`), /b\.json can't be read: its lists and tables lie too deep/],
    [deep('c.toml', `x = ${nest(100_000)}`), /c\.toml can't be read: its lists and tables lie too deep/],
    [deep('d.json', `{"x": ${nest(99)}}`), /it lies more than 20 lists and tables deep/],
    [deep('e.toml', `x = ${nest(100)}`), /it lies more than 20 lists and tables deep/],
    [deep('old.xls', '\xd0\xcf'), /old\.xls is neither \.toml nor \.json nor \.xlsx/],
    [deep('f.json', 'code = "U00001"'), /by its name it is JSON, and what stands in it looks like TOML/],
  ]) {
    await page.setInputFiles('#file', opened);
    await page.waitForFunction(name => document.querySelector('#opened').textContent.includes(name), opened.name);
    await check(page);
    assert.match(await said(page), told);
  }
  await page.setInputFiles('#file', file('riverside.toml'));
  await page.waitForFunction(() => document.querySelector('#opened').textContent.includes('riverside.toml'));
  await check(page);
  assert.equal(await shown(page), expected.files.find(one => one.name === 'riverside.toml').report.html);
});

await test('where Python ends over a question, that is told, and it is started again', async page => {
  await page.route('**/worker.js', async route => {
    const answer = await route.fetch();
    const ends = "if (given.registered === '666') throw Object.assign(new Error('it broke'), { pyodide_fatal_error: true });";
    await route.fulfill({ response: answer, body: (await answer.text()).replace('return answers.ask(', `${ends} return answers.ask(`) });
  });
  await page.goto(`${site}ask/`);
  await askByForm(page, 'owed', { registered: '666' });
  assert.equal(await said(page), 'Python ended over this (it broke), and is started again. Ask something else.');
  const { kind, given, answer } = expected.questions.find(one => one.kind === 'owed' && !one.answer.error);
  await askByForm(page, kind, given);
  assert.equal(await shown(page), answer.html);
  assert.equal(page.workers().length, 1);
  assert.equal(await page.textContent('#state .said'), 'Python is ready');
});

await test('the example, by its button', async page => {
  await page.goto(`${site}check/`);
  await page.click('#example');
  await page.waitForFunction(() => document.querySelector('#records').value.length > 1000);
  assert.equal(await page.inputValue('#day'), expected.day);
  const took = Math.round(await check(page));
  assert.equal(await shown(page), expected.files.find(one => one.name === 'riverside.toml').report.html);
  return `checked in ${took} ms, and again in ${Math.round(await check(page))} ms`;
});

await test('all of a long report is in view on a phone, and on paper', async page => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${site}check/`);
  await page.click('#example');
  await page.waitForFunction(() => document.querySelector('#records').value.length > 1000);
  await check(page);
  await page.frameLocator('#frame').locator('h1').first().waitFor();
  const cut = () => page.evaluate(() => {
    const frame = document.querySelector('#frame');
    return frame.contentDocument.documentElement.scrollHeight - frame.clientHeight;
  });
  await page.waitForFunction(() => document.querySelector('#frame').clientHeight > 1000);
  const [height, over] = [await page.evaluate(() => document.querySelector('#frame').clientHeight), await cut()];
  assert.ok(height > 20000 && over <= 0, `${height} px, ${over} cut off`);
  const beyond = await page.evaluate(() => new Promise(done => { // as it stands when it is printed
    addEventListener('beforeprint', () => {
      const frame = document.querySelector('#frame');
      done([frame.contentDocument.documentElement.scrollHeight - frame.clientHeight, frame.clientWidth]);
    });
    window.dispatchEvent(new Event('beforeprint'));
  }));
  assert.ok(beyond[0] <= 0 && beyond[1] > 600, `${beyond}`);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal(await page.evaluate(() => document.querySelector('#frame').clientHeight), height);
  return `${height} px`;
});

await test('a check that is asked for as soon as Python is ready waits for one step of what is loaded meanwhile', async page => {
  await page.goto(`${site}check/`);
  await page.click('#example');
  await ready(page);
  return `checked in ${Math.round(await check(page))} ms, and again in ${Math.round(await check(page))} ms`;
});

await test('a hostile name runs nothing, in the report and in the file that is saved', async page => {
  await page.goto(`${site}check/`);
  await page.setInputFiles('#file', { name: `${expected.hostile.replaceAll('/', '')}.toml`, mimeType: 'text/plain', buffer: fs.readFileSync(file('hostile.toml')) });
  await check(page);
  const frame = page.frames().find(one => one !== page.mainFrame());
  await frame.waitForLoadState();
  await page.frameLocator('#frame').locator('h1').first().waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('#frame').contentDocument.querySelectorAll('script, img').length), 0);
  assert.ok((await page.evaluate(() => document.querySelector('#frame').contentDocument.querySelector('h1').textContent)).includes('<script>'));
  assert.equal(await page.evaluate(() => document.querySelectorAll('main img').length), 0);
  assert.equal(await page.title(), 'Check a network · pcn_des');
  const html = await shown(page);
  const saved = await page.context().newPage();
  await saved.setContent(html);
  assert.notEqual(await saved.title(), 'run');
});

await test('the styles of each answer are applied', async page => {
  await page.goto(`${site}check/`);
  await page.click('#example');
  await page.waitForFunction(() => document.querySelector('#records').value.length > 1000);
  await check(page);
  await page.frameLocator('#frame').locator('.status').first().waitFor();
  const weight = await page.evaluate(() => getComputedStyle(document.querySelector('#frame').contentDocument.querySelector('.status')).fontWeight);
  assert.equal(weight, '600');
});

await test('neither the page nor Python reaches another origin', async page => {
  await page.goto(`${site}ask/`);
  await ready(page);
  const reach = async address => {
    const tries = {
      fetch: () => fetch(address),
      'fetch without cors': () => fetch(address, { mode: 'no-cors' }),
      post: () => fetch(address, { method: 'POST', mode: 'no-cors', body: 'records' }),
      xhr: () => new Promise((reached, refused) => { const one = new XMLHttpRequest(); one.onload = reached; one.onerror = refused; one.open('GET', address); one.send(); }),
      import: () => import(address),
      socket: () => new Promise((reached, refused) => { const one = new WebSocket(address.replace('http', 'ws')); one.onopen = reached; one.onerror = refused; }),
    };
    const reached = [];
    for (const [name, one] of Object.entries(tries)) {
      try { await one(); reached.push(name); } catch { /* as it should be */ }
    }
    return reached;
  };
  assert.deepEqual(await page.evaluate(reach, other), []);
  const [worker] = page.workers();
  assert.match(worker.url(), /^blob:/);
  assert.deepEqual(await worker.evaluate(reach, other), []);
  const image = address => new Promise(done => { const one = new Image(); one.onload = () => done('reached'); one.onerror = () => done('refused'); one.src = `${address}?image`; });
  assert.equal(await page.evaluate(image, other), 'refused');
}, { allowed: /Content Security Policy|violates|Refused|ERR_|Failed to fetch/ });

await test('a file that is missing is told, and look-ups go on', async page => {
  await page.route('**/pyodide.asm.wasm*', route => route.fulfill({ status: 404, body: '' }));
  await open(page, link('role', expected.lookups[0].given));
  await page.waitForFunction(() => document.querySelector('#state').dataset.state === 'failed');
  assert.match(await page.textContent('#state'), /A file of this page can't be had: .*pyodide\.asm\.wasm.* \(404\)/);
  await page.waitForFunction(() => document.body.dataset.answered);
  assert.ok((await page.textContent('#short')).includes(expected.lookups[0].says[0]));
  assert.ok(await page.isHidden('#wrong'));
  await askByForm(page, 'owed', { registered: '1' });
  assert.match(await said(page), /can't be had/);
}, { allowed: /404/ });

await test('a worker that is missing is told', async page => {
  await page.route('**/worker.js', route => route.fulfill({ status: 404, body: '' }));
  await page.goto(`${site}check/`);
  await page.waitForFunction(() => document.querySelector('#state').dataset.state === 'failed');
  assert.match(await page.textContent('#state'), /worker\.js/);
}, { allowed: /404/ });

await test('WebAssembly that is forbidden is told', async page => {
  await page.route('**/check/', async route => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(" 'wasm-unsafe-eval'", '') });
  });
  await page.goto(`${site}check/`);
  await page.waitForFunction(() => document.querySelector('#state').dataset.state === 'failed');
  assert.match(await page.textContent('#state'), /does not allow WebAssembly/);
}, { allowed: /WebAssembly|Content Security Policy/ });

for (const [system, chosen, seen] of [['light', 'slate', 'dark'], ['dark', 'default', 'light'], ['dark', null, 'dark'], ['light', null, 'light']]) {
  await test(`a theme that is chosen on other pages holds here: ${chosen ?? 'none'} where the system is ${system}`, async page => {
    await page.emulateMedia({ colorScheme: system });
    if (chosen) {
      await page.goto(`${site}404.html`);
      await page.evaluate(([path, scheme]) => localStorage.setItem(`${path}.__palette`, JSON.stringify({ index: 0, color: { scheme } })), [new URL(site).pathname, chosen]);
    }
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    for (const [name, do_] of [['ask', () => askByForm(page, 'services', { day: '2024-05-01' })], ['check', async () => {
      await page.click('#example');
      await page.waitForFunction(() => document.querySelector('#records').value.length > 1000);
      await check(page);
    }]]) {
      await page.goto(`${site}${name}/`);
      assert.equal(await paper(), seen === 'dark' ? 'rgb(23, 25, 28)' : 'rgb(255, 255, 255)', name);
      await do_();
      await page.frameLocator('#frame').locator('.pcn-des').first().waitFor();
      const inside = await page.evaluate(() => getComputedStyle(document.querySelector('#frame').contentDocument.querySelector('.pcn-des')).backgroundColor);
      assert.equal(inside, seen === 'dark' ? 'rgb(23, 25, 28)' : 'rgb(255, 255, 255)', `the answer of ${name}`);
    }
  });
}

await test('by the keyboard alone', async page => {
  await page.goto(`${site}ask/`);
  const at = () => page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.textContent.trim());
  await page.keyboard.press('Tab');
  assert.equal(await at(), 'To the answer');
  for (let place = 0; place < 20 && await at() !== 'q'; place += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('services on 1 November 2021');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.answered === 'whole');
  assert.equal(await shown(page), expected.questions.find(one => one.kind === 'services').answer.html);
  for (let place = 0; place < 3 && await at() !== 'kind'; place += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'owed');
  assert.ok(await page.isVisible('form[data-question=owed]'));
});

for (const name of ['ask', 'check']) {
  await test(`${name}: every field has a name, nothing is wider than a phone, and an error can be reported`, async page => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${site}${name}/`);
    const nameless = await page.evaluate(() => [...document.querySelectorAll('input, select, textarea, button, iframe, progress')]
      .filter(one => !(one.labels?.length || one.getAttribute('aria-label') || one.title || one.textContent.trim())).map(one => one.outerHTML));
    assert.deepEqual(nameless, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
    assert.ok(await page.locator('#state [role=status]').count() === 1 && await page.locator('#done[role=status]').count() === 1);
    await page.getByRole('link', { name: 'Report an error on this page' }).click();
    await page.waitForFunction(address => document.querySelector('#report-text')?.value.includes(`Page: ${address}`), `${site}${name}/`);
  });
}

await browser.close();
console.log(failures ? `${failures} of the tests in the browser failed` : 'the pages in the browser are as they should be');
process.exit(failures ? 1 : 0);
