// node question.mjs BROWSER KNOWN: what is understood of questions in people's own words, in any order and any writing.
// BROWSER is the folder with question.js, KNOWN the file of what the page knows: roles, years and the days covered.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [browser, knownFile] = process.argv.slice(2);
const known = JSON.parse(fs.readFileSync(knownFile, 'utf8'));
const script = name => import(pathToFileURL(path.join(browser, name)).href);
const [{ isWhole, understood }, { dayInWords, isoDay, monthInWords, todayWithin, yearOf }] = [await script('question.js'), await script('words.js')];
const read = text => understood(text, known);
let failures = 0;

function test(name, run) {
  try {
    run();
    console.log(`ok     ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED ${name}: ${error.message.slice(0, 1500)}`);
  }
}

const PARAMEDIC = { role: 'Paramedic' };
const PHARMACIST = { role: 'Clinical pharmacist' };
const GP = { role: 'General practitioner' };
const ALL = { registered: '42000', adjusted: '43000', weighted: '41000', beds: '120' };

const READ = [ // what is asked, and all that is given for its form
  ['owed 2023/24 registered 42000 adjusted 43000 weighted 41000 beds 120', 'owed', { ...ALL, year: '2023/24' }],
  ['registered list 42,000 PCN adjusted population 43,000 contractor weighted 41,000 120 beds 2023/24 owed', 'owed', { ...ALL, year: '2023/24' }],
  ['42,000 patients, 120 beds, 2023/24', 'owed', { registered: '42000', beds: '120', year: '2023/24' }],
  ['What is a PCN with 46,982 patients owed in 2024/25', 'owed', { registered: '46982', year: '2024/25' }],
  ['adjusted 47,000 owed 2024-25', 'owed', { adjusted: '47000', year: '2024/25' }],
  ['owed 42 000 patients 2023/24', 'owed', { registered: '42000', year: '2023/24' }],
  ['owed 42\u2009500 patients 2023/24', 'owed', { registered: '42500', year: '2023/24' }],
  ['owed 42k patients 23/24', 'owed', { registered: '42000', year: '2023/24' }],
  ['owed 42,000 patients 2027/28', 'owed', { registered: '42000', year: '2027/28' }], // that there is nothing for it, the answer says
  ['what are deadlines 2027/28', 'deadlines', { year: '2027/28' }],
  ['deadlines 2018/19', 'deadlines', { year: '2018/19' }],
  ['deadlines 2025/26', 'deadlines', { year: '2025/26' }],
  ['claim pharmacist £50k November 2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '50000' }],
  ['pharmacist £50k Nov 2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '50000' }],
  ['claim pharmacist £48.5k Nov 2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '48500' }],
  ['pharmacist salary 48532.50 November 2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '48532.50' }],
  ['claim pharmacist £48,532.50 11/2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '48532.50' }],
  ['claim pharmacist £48,532 from 15 November 2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '48532', since: '2024-11-15' }],
  ['claim pharmacist £48,532 until 15/11/2024', 'claim', { ...PHARMACIST, month: '2024-11', cost: '48532', until: '2024-11-15' }],
  ['claim paramedic 0.5 WTE £52000 from 1 October 2024 to 15 October 2024', 'claim', { ...PARAMEDIC, month: '2024-10', wte: '0.5', cost: '52000', since: '2024-10-01', until: '2024-10-15' }],
  ['claim paramedic .5WTE 52000 1 October 2024 - 15 October 2024', 'claim', { ...PARAMEDIC, month: '2024-10', wte: '0.5', cost: '52000', since: '2024-10-01', until: '2024-10-15' }],
  ['claim paramedic £52000 from 15 October 2024 for December 2024', 'claim', { ...PARAMEDIC, month: '2024-12', cost: '52000', since: '2024-10-15' }],
  ['claim a band 7 pharmacist £50,000 May 2024 outer London', 'claim', { ...PHARMACIST, month: '2024-05', cost: '50000', band: '7', area: 'outer_london' }],
  ['claim paramedic £50,000 with on-costs May 2024', 'claim', { ...PARAMEDIC, month: '2024-05', cost: '50000' }],
  ['claim paramedic £50,000 including all on-costs May 2024', 'claim', { ...PARAMEDIC, month: '2024-05', cost: '50000' }],
  ['claim paramedic £50,000 (on-costs included) May 2024', 'claim', { ...PARAMEDIC, month: '2024-05', cost: '50000' }],
  ['claim one first contact physiotherapist £50,000 May 2024', 'claim', { role: 'First contact physiotherapist', month: '2024-05', cost: '50000' }],
  ['claim half a paramedic, 0.5 WTE, £25,000 May 2024', 'claim', { ...PARAMEDIC, month: '2024-05', wte: '0.5', cost: '25000' }],
  ['May we claim a paramedic at £45,000 in May 2024?', 'claim', { ...PARAMEDIC, month: '2024-05', cost: '45000' }],
  ['Is a paramedic reimbursable on 1 May 2020?', 'role', { ...PARAMEDIC, day: '2020-05-01' }],
  ['clinical pharmacist inner-London 1 November 2024', 'role', { ...PHARMACIST, day: '2024-11-01', area: 'inner_london' }],
  ['SPLW 1 May 2024 with 120,000 patients', 'role', { role: 'Social prescribing link worker', day: '2024-05-01', registered: '120000' }],
  ['Is a paramedic in a GP practice reimbursable on 1 May 2024', 'role', { ...PARAMEDIC, day: '2024-05-01' }],
  ['GP assistant 1 November 2024', 'role', { role: 'General practice assistant', day: '2024-11-01' }],
  ['Is a paramedic reimbursable on Wednesday 3 April 2024?', 'role', { ...PARAMEDIC, day: '2024-04-03' }],
  ['Is a paramedic reimbursable on Wed, the 3rd of April 2024 (Wednesday)?', 'role', { ...PARAMEDIC, day: '2024-04-03' }],
  ['claim paramedic £52000 from Tues 1 October 2024 until Monday 14 October 2024', 'claim', { ...PARAMEDIC, month: '2024-10', cost: '52000', since: '2024-10-01', until: '2024-10-14' }],
  ['services on 1 November 2021', 'services', { day: '2021-11-01' }],
];
for (const [text, kind, given] of READ) {
  test(`reads: ${text}`, () => {
    const found = read(text);
    assert.deepEqual({ kind: found.kind, given: found.given, wrong: found.wrong, missing: found.missing }, { kind, given, wrong: [], missing: [] });
    assert.ok(isWhole(found));
  });
}

const REFUSED = [ // what can't be answered as it is, and what has to be said of it
  ['owed 42,000 43,000 adjusted 2023/24', /Say which number is which, of 42,000 and 43,000/],
  ['owed 42,000 patients weighted 2023/24', /Say which number is which/],
  ['owed 42,000 with 120 beds 2023/24', /Say which number is which/],
  ['owed 40,000-45,000 patients 2023/24', /Say which number is which/],
  ['owed 42.000 patients', /'42\.000' may be a thousand times as much/],
  ['owed -42000 patients', /'-42000' is less than nothing/],
  ['owed beds 120 500 patients', /'120 500' may be one number or several/],
  ['owed 4,2000 patients', /'4,2000' has a comma/],
  ['owed 1e9 patients', /'1e9' is not a number/],
  ['owed 42000.5 patients', /'42000\.5' is no count/],
  ['owed 42.000.000 patients', /'42\.000\.000' is not a number/],
  ['claim 2 paramedics £50,000 May 2024', /'2' is not understood/],
  ['claim paramedic £50,000 £60,000 May 2024', /Say which is the cost of a year: £50,000 or £60,000/],
  ['claim a paramedic £4,000 a month May 2024', /asked for a year/],
  ['claim half-time paramedic £50,000 May 2024', /write it as 0\.5 WTE/],
  ['claim paramedic salary £40,000 without on-costs May 2024', /'without on-costs' is not read\. Add them to it/],
  ['claim paramedic £50,000 plus on-costs May 2024', /The cost has to include on-costs \(the employer's national insurance and pension\); 'plus on-costs'/],
  ['claim paramedic £50,000 + on costs May 2024', /'\+ on costs' is not read/],
  ['claim paramedic £50,000 not including on-costs May 2024', /'including on-costs' is not read/],
  ['claim paramedic £50,000 on-costs are not included May 2024', /on-costs' is not read/],
  ['claim paramedic £50,000 excluding oncosts May 2024', /'excluding oncosts' is not read/],
  ['claim paramedic basic salary £50,000 May 2024', /'basic salary' is not read/],
  ['claim paramedic £50,000 plus NI May 2024', /'plus NI' is not read/],
  ['claim half a paramedic £50000 May 2024', /'half' is not a share; write it as 0\.5 WTE/],
  ['claim three quarters of a paramedic £50000 May 2024', /'three quarters' is not a share/],
  ['claim two paramedics £50,000 May 2024', /'two' is not read; ask about one post at a time/],
  ['claim a couple of paramedics £50,000 May 2024', /'a couple of' is not read/],
  ['owed about 50,000 patients since 2019', /'since' beside 2019 is not read: the answer is of one whole contract year/],
  ['owed 50,000 patients until 30 September 2024', /'until' beside 30 September 2024 is not read/],
  ['owed 50,000 patients from 2019/20', /'from' beside 2019\/20 is not read/],
  ['owed 50,000 patients 2019/20 onwards', /'onwards' beside 2019\/20 is not read/],
  ['deadlines since 2021', /'since' beside 2021 is not read/],
  ['claim paramedic £50,000 on 15 November 2024', /Say from or until 15 November 2024/],
  ['claim paramedic £50,000 from 15 October 2024 to 3 December 2024', /Say which month is claimed for/],
  ['claim paramedic £50,000 2024/25', /Say which month of 2024\/25/],
  ['claim paramedic £50,000 from 1 to 15 October 2024', /'1' is not understood/],
  ['pharmacist 31 February 2024', /'31 February 2024' is not a day: February 2024 has 29 days/],
  ['paramedic 31 June 2023', /'31 June 2023' is not a day: June 2023 has 30 days/],
  ['paramedic 2023-06-31', /'2023-06-31' is not a day/],
  ['paramedic 31/06/2023', /'31\/06\/2023' is not a day/],
  ['paramedic 11/25/2024', /there is no month 25/],
  ['services on 30.2.24', /'30\.2\.24' is not a day/],
  ['deadlines 31 February 2024', /'31 February 2024' is not a day/],
  ['claim paramedic £50,000 from 31 November 2024', /'31 November 2024' is not a day/],
  ['owed 42,000 patients 2023/25', /'2023\/25' is not a contract year/],
  ['paramedic Nov 24', /'Nov 24' may be a day or a month/],
  ['paramedic 24 Nov', /'24 Nov' has no year/],
  ['paramedic in November', /'in November' has no year/],
  ['paramedic 10/11', /'10\/11' is not a contract year, nor a day/],
  ['paramedic last Tuesday', /'Tuesday' is not read/],
  ['Is a paramedic reimbursable on Monday 3 April 2024?', /'Monday' does not fit 3 April 2024, which is a Wednesday; correct one of the two/],
  ['paramedic Mon, 3rd of April 2024', /'Mon' does not fit 3 April 2024/],
  ['paramedic 2024-04-03 (Tuesday)', /'Tuesday' does not fit 3 April 2024/],
  ['paramedic April 3, 2024, a week after Wed 2024-03-26', /'Wed' does not fit 26 March 2024, which is a Tuesday/],
  ['claim paramedic £52000 from Tuesday 1 October 2024 until Monday 15 October 2024', /'Monday' does not fit 15 October 2024, which is a Tuesday/],
  ['paramedic 3 weeks ago', /'3 weeks ago' is not read/],
  ['paramedic 1 May 2020 and 1 May 2021', /Two dates are named, 1 May 2020 and 1 May 2021/],
  ['owed 42,000 patients in 2023/24 and 2024/25', /Two dates are named, 2023\/24 and 2024\/25/],
  ['was GP paid in 2024', /Say which day of 2024/],
  ['GP 2024/25', /Say which day of 2024\/25/],
  ['GP 2018', /there is nothing for 2018/],
  ['GP or paramedic 1 May 2024', /Ask about one role/],
  ['which roles are reimbursable', /Say which role/],
  ['participation payment 2024/25', /Say how many patients/],
];
for (const [text, told] of REFUSED) {
  test(`refuses: ${text}`, () => {
    const found = read(text);
    assert.match([...found.wrong, ...found.missing].join('\n'), told);
    assert.ok(!isWhole(found));
  });
}

const TOLD = [ // what was taken where nothing was named as it is asked for
  ['paramedic June 2023', /June 2023 is no day: this is of 1 June 2023/],
  ['services in 2023/24', /2023\/24 is no day: this is of 1 April 2023/],
  ['paramedic', new RegExp(`No day is named: this is of ${dayInWords(todayWithin(known))}`)],
  ['owed 42,000 patients', new RegExp(`No year is named: this is of ${yearOf(todayWithin(known))}`)],
  ['owed 42,000 patients 2024', /2024 is taken for the contract year 2024\/25/],
  ['deadlines March 2025', /March 2025 is taken for the contract year 2024\/25/],
  ['claim pharmacist £50k', new RegExp(`No month is named: this is of ${monthInWords(todayWithin(known).slice(0, 7))}`)],
  ['pharmacist salary 48532.50 November 2024', /The salary is taken for what the post costs in a year, with on-costs/],
  ['claim pharmacist £50k on 1 November 2024', /this is of November 2024/],
];
for (const [text, told] of TOLD) {
  test(`says what was taken: ${text}`, () => {
    const found = read(text);
    assert.ok(isWhole(found), JSON.stringify(found));
    assert.match(found.notes.join('\n'), told);
  });
}

test('leaves to the pages what asks no question of a form', () => {
  for (const text of ['ARRS', 'ARRS sum 2024/25', 'CD', 'SMR-02A', 'ACC-08', 'what changed in 2024/25', 'enhanced access 60 minutes per 1,000 patients']) assert.equal(read(text).kind, null, text);
});

test('a question that is not understood has the day that it names', () => {
  for (const [text, day] of [['was extended hours still in force in September 2022', '2022-09-01'], ['enhanced access 2023/24', '2023-04-01'], ['when did enhanced access start', undefined]]) {
    const found = read(text);
    assert.deepEqual([found.kind, found.day], [null, day], text);
  }
});

test('asks whether London is inner or outer', () => {
  for (const [text, london] of [['GP in London on 1 November 2024', true], ['GP in inner and outer London on 1 November 2024', true], ['GP in outer london on 1 November 2024', false], ['GP on 1 November 2024', false]]) {
    assert.equal(read(text).london, london, text);
    assert.equal(isWhole(read(text)), !london, text);
  }
});

test('offers the first and the last day of a year for a role', () => {
  assert.deepEqual(read('GP 2024/25').choices.map(([, kind, given]) => [kind, given]), [['role', { ...GP, day: '2024-04-01' }], ['role', { ...GP, day: '2025-03-31' }]]);
  assert.deepEqual(read('physio 2019').choices.map(([, , given]) => given.day), [known.first, '2019-12-31']);
});

test('yesterday and tomorrow are those of today', () => {
  const now = new Date();
  for (const [word, off] of [['yesterday', -1], ['tomorrow', 1]]) {
    const day = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + off)).toISOString().slice(0, 10);
    assert.equal(read(`paramedic ${word}`).given.day, day);
  }
});

const LABELS = { registered: ['registered', 'registered patients', 'list size', 'patients'], adjusted: ['adjusted', 'PCN adjusted population'], weighted: ['weighted', 'contractor weighted population'], beds: ['beds', 'care home beds'] };

function* orders(names) {
  if (!names.length) yield [];
  for (const name of names) for (const rest of orders(names.filter(one => one !== name))) yield [name, ...rest];
}

/** All ways to take some of the labels, at least one. */
function subsets(names) {
  return names.reduce((found, name) => [...found, ...found.map(one => [...one, name])], [[]]).filter(({ length }) => length);
}

test('each number goes under its own label, in every order of them and whichever is said first', () => {
  let count = 0;
  for (const names of subsets(Object.keys(ALL))) {
    for (const order of orders(names)) {
      for (const wording of [0, 1]) {
        for (const [part, between] of [[(label, number) => `${label} ${number}`, ' '], [(label, number) => `${number} ${label}`, ' '], [(label, number) => `${label}: ${number}`, ', ']]) {
          const said = order.map(name => part(LABELS[name][wording], Number(ALL[name]).toLocaleString('en-GB'))).join(between);
          const { given, wrong } = read(`owed 2023/24 ${said}`);
          assert.deepEqual([wrong, given], [[], { ...Object.fromEntries(names.map(name => [name, ALL[name]])), year: '2023/24' }], said);
          count += 1;
        }
      }
    }
  }
  assert.ok(count > 300);
});

test('a mixture of both orders is read as it is meant, or refused, and never otherwise', () => {
  const names = Object.keys(ALL);
  for (const order of orders(names)) {
    for (let mixture = 0; mixture < 2 ** names.length; mixture += 1) {
      const said = order.map((name, place) => (mixture >> place) % 2 ? `${name} ${ALL[name]}` : `${ALL[name]} ${name}`).join(' ');
      const found = read(`owed 2023/24 ${said}`);
      if (isWhole(found)) assert.deepEqual(found.given, { ...ALL, year: '2023/24' }, said);
      else assert.match(found.wrong.join(), /Say which number is which/, said);
    }
  }
});

test('a number is read whole or refused, however it is written', () => {
  for (let number = 1000; number < 1_000_000; number += 7919) {
    const commas = number.toLocaleString('en-GB');
    const ways = [String(number), commas, commas.replaceAll(',', ' '), commas.replaceAll(',', '\u2009'), commas.replaceAll(',', '\u00a0'), commas.replaceAll(',', '.'), `${number / 1000}k`, `-${number}`, `${number}%`, `${number}x`];
    for (const written of ways) {
      for (const text of [`owed 2023/24 ${written} patients`, `claim paramedic £${written} May 2024`, `claim paramedic May 2024 cost ${written}`]) {
        const found = read(text);
        const value = found.given.registered ?? found.given.cost;
        if (isWhole(found)) assert.equal(value, String(number), text);
        else assert.ok(found.wrong.join().includes(written.replace(/[\u2009\u00a0]/, ',')), `${text}: ${found.wrong}`);
      }
    }
    for (const written of [String(number), commas, `£${commas}`]) assert.equal(read(`claim paramedic ${written} May 2024`).given.cost, String(number));
  }
});

test('each day of the calendar is read in every writing, and what is no day is refused', () => {
  const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const two = number => String(number).padStart(2, '0');
  for (const year of [2023, 2024]) {
    for (const [place, name] of MONTHS.entries()) {
      for (let date = 1; date <= 31; date += 1) {
        const [month, day] = [place + 1, isoDay(year, place + 1, date)];
        const ways = [`${year}-${two(month)}-${two(date)}`, `${date}/${month}/${year}`, `${two(date)}.${two(month)}.${year}`, `${date}/${month}/${year - 2000}`, `${date} ${name} ${year}`,
          `${date}th of ${name.slice(0, 3)} ${year}`, `${name} ${date}, ${year}`, `${date} ${name.slice(0, 3)} ${year - 2000}`, `${date}-${name.slice(0, 3)}-${year}`];
        for (const written of ways) {
          const found = read(`Is a paramedic reimbursable on ${written}?`);
          if (day) assert.deepEqual([found.given.day, isWhole(found), found.notes], [day, true, []], written);
          else assert.ok(!isWhole(found) && found.given.day === '' && found.wrong.join().includes(`'${written}' is not a day`), `${written}: ${JSON.stringify(found)}`);
        }
      }
    }
  }
});

test('a weekday beside a day is that of the day, or told', () => {
  const WEEK = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  for (let date = 1; date <= 31; date += 1) {
    const right = WEEK[date % 7]; // 1 July 2024 was a Monday
    for (const weekday of WEEK) {
      for (const written of [`${weekday} ${date} July 2024`, `${weekday.slice(0, 3)} ${date}/7/2024`, `${date} July 2024 (${weekday})`]) {
        const found = read(`Is a paramedic reimbursable on ${written}?`);
        assert.equal(isWhole(found), weekday === right, written);
        assert.equal(found.wrong.join().includes(`which is a ${right}`), weekday !== right, written);
      }
    }
  }
});

test('whatever number is in a question is read, or told that it is not', () => {
  for (const kind of ['Is a paramedic reimbursable on 1 May 2024', 'services on 1 May 2024', 'owed 2024/25 registered 42,000', 'claim paramedic £50,000 May 2024 0.5 WTE', 'deadlines 2024/25']) {
    assert.ok(isWhole(read(kind)), kind);
    for (const number of ['7', '77', '777', '7,777', '-7', '7.5', '£7', '77%', '7e7', '77/77', '7/7/7/7', '77k']) {
      const found = read(`${kind} ${number}`);
      assert.ok(!isWhole(found) && found.wrong.length, `${kind} ${number}: ${JSON.stringify(found)}`);
    }
  }
});

console.log(failures ? `${failures} failed` : 'all is well');
process.exit(failures ? 1 : 0);
