// Understands a question in people's own words: what is asked, of which role, day, year and how many patients.

import { countsIn, joined, numbersIn } from './amounts.js';
import { dateInWords, datesIn, firstDay, inYear, theDate } from './dates.js';
import { bare, dayInWords, monthInWords, todayWithin, yearOf } from './words.js';

const SAYS = {
  deadlines: /\b(deadlines?|due|calendar|key dates|by when)\b/,
  owed: /\b(owed?|paid|pays?|payments?|money|entitle\w*|income|funding)\b/,
  services: /\bservices?\b/,
  claim: /\b(claim\w*|salary|costs?|costing)\b/,
  role: /\b(roles?|reimburs\w+|hire|employ)\b/,
};
const OTHERS = /\b(changed|changes|differences?|new in|(?:not|un)\s?known|missing|holes?|errata)\b/; // which pages answer
const A_PLACE = /\bGPs?(?= (?:practice|surger|federation|contract))/gi; // no general practitioner
const A_NETWORK = 1000; // patients: as many as make a number without a word of money a question of what is owed
const BAND = /\bband ?(\d[a-d]?)\b/i;
const NOT_OF_A_YEAR = /\b(?:(?:per|an?|each|every) (?:month|week|day|hour)|monthly|weekly|daily|hourly)\b/i;
const NOT_WHOLE = /\b(?:(?:half|part|quarter)[ -]time|half|halves|(?:(?:one|a|two|three)[ -])?(?:quarters?|thirds?|fifths?)(?= (?:of|an?|wte|fte|post)\b))\b/i;
const SEVERAL = /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a )?(?:couple|dozen)(?: of)?|both|several)\b/i;
const ON_COSTS = /\bon[ -]?costs?\b/gi;
const WITH_THEM = /(?<!\bnot |\bnever )\b(?:with|includ(?:ing|es|ed)|incl?\.?|inclusive of)(?: (?:all|the|its|their|employer['’]?s?))* $/i;
const THEY_ARE_IN = /^ (?:are |is |all )*includ(?:ed|ing)\b/i;
const A_PART = /(?:\b(?:bas(?:e|ic)(?: (?:salary|pay))?|take[ -]home|net)|(?:\b(?:plus|without|before|excluding|excl?\.?)|\+) ?(?:employer['’]?s? )?(?:ni|national insurance|pensions?))\b/i;
const OPEN = /\b(since|from|after|until|till?|before|up to|to)(?: the)? *$/i; // before a date: it is not of one year
const GOES_ON = /^ ?(onwards?|to date|and (?:later|after|since))\b/i;

/**
 * What a question asks: `kind`, null where nothing is understood, and what is `given` for the form of that kind. What was
 * not read, or is not sure, is `wrong`; what has to be said too is `missing`: sentences to show instead of an answer. The
 * `notes` say which day or year was taken where none was named as such. `near` has the names of roles that may be meant,
 * `choices` what may be asked: a text, a kind, and what is given. `london` is true where inner or outer has to be said.
 * A question that is not understood has the `day` that it names, if it names one: a page may be of something on that day.
 */
export function understood(text, known) {
  const said = ` ${joined(text).replace(/\s+/g, ' ').trim()} `;
  const { dates, wrong, rest } = datesIn(said, known);
  const roles = rolesIn(rest.replace(A_PLACE, ''), known.roles);
  const numbers = numbersIn(rest);
  const counts = countsIn(rest, numbers);
  const kind = kindOf(rest.toLowerCase(), roles, counts, numbers.some(({ pound }) => pound));
  const found = { kind, given: {}, wrong: [], missing: [], notes: [], near: [], choices: [], london: false };
  if (!kind) return { ...found, near: nearest(rest, known.roles), ...(wrong.length ? {} : dayOf(dates)) };
  const asked = { text: rest, dates, wrong, roles, counts, known, unread: new Set(numbers) };
  READ[kind](asked, found);
  found.wrong.unshift(...wrong);
  for (const one of asked.unread) found.wrong.push(one.wrong ?? `'${one.said}' is not understood in this question; say what it is, or leave it out`);
  return found;
}

function dayOf(dates) {
  const date = theDate(dates, []);
  return date ? { day: firstDay(date) } : {};
}

/** Whether a question can be answered as it is. */
export function isWhole({ kind, wrong, missing, london }) {
  return Boolean(kind) && !wrong.length && !missing.length && !london;
}

/** The kind of a question; null of one that has no word of any: a year alone may be about whatever the year has. */
function kindOf(said, roles, counts, isMoney) {
  if (OTHERS.test(said)) return null;
  const named = Object.keys(SAYS).filter(kind => SAYS[kind].test(said));
  if (roles.length && (named.includes('claim') || (isMoney && !named.length))) return 'claim';
  if (roles.length && !named.includes('deadlines')) return named.includes('services') && !named.includes('role') ? 'services' : 'role';
  const mayBeOwed = !counts.isAlone || named.includes('owed') || !named.length;
  if (mayBeOwed && counts.used.some(({ value, wrong }) => wrong || value >= A_NETWORK)) return 'owed';
  return named.find(kind => kind !== 'claim') ?? named[0] ?? null;
}

/** What is read of a question of each kind; a number that is read is unread no more. */
const READ = {
  role(asked, found) {
    readRole(asked, found);
    readDay(asked, found);
    readArea(asked, found);
    readPatients(asked, found);
    leaveBand(asked, found);
  },
  services(asked, found) {
    readDay(asked, found);
  },
  owed(asked, found) {
    readCounts(asked, found);
    readYear(asked, found);
    if (!asked.counts.used.length) found.missing.push('Say how many patients.');
  },
  claim(asked, found) {
    readRole(asked, found);
    readMonth(asked, found);
    readArea(asked, found);
    readBand(asked, found);
    readPost(asked, found);
  },
  deadlines(asked, found) {
    readYear(asked, found);
  },
};

function readRole({ roles, text, known }, found) {
  found.given.role = roles.length === 1 ? roles[0].title : '';
  if (roles.length === 1) return;
  found.missing.push(roles.length ? 'Ask about one role.' : 'Say which role.');
  found.near = roles.length ? roles.map(({ title }) => title) : nearest(text, known.roles);
}

/** The day of a question. A month stands for its first day; a year does not where a role is asked about: within it it differs. */
function readDay({ dates, wrong, known }, { kind, given, missing, notes, choices }) {
  const date = theDate(dates, wrong);
  given.day = '';
  if (wrong.length) return;
  if (!date) {
    given.day = todayWithin(known);
    notes.push(`No day is named: this is of ${dayInWords(given.day)}.`);
  } else if (date.what === 'day') {
    given.day = date.value;
  } else if (date.what === 'month' || kind === 'services') {
    given.day = firstDay(date);
    notes.push(`${dateInWords(date)} is no day: this is of ${dayInWords(given.day)}.`);
  } else {
    const [first, last] = endsOf(date, known);
    if (first > last) {
      wrong.push(`The contract data cover ${dayInWords(known.first)} to ${dayInWords(known.last)}; there is nothing for ${date.value}`);
      return;
    }
    missing.push(`Say which day of ${date.value}: the answer may not be the same on all of them.`);
    if (given.role) choices.push(...[first, last].map(day => [`${given.role} on ${dayInWords(day)}`, kind, { role: given.role, day }]));
  }
}

/** The first and the last day of a year that the data cover. */
function endsOf({ what, value }, { first, last }) {
  const year = Number(value.slice(0, 4));
  const [begins, ends] = what === 'bare' ? [`${year}-01-01`, `${year}-12-31`] : [`${year}-04-01`, `${year + 1}-03-31`];
  return [begins < first ? first : begins, ends > last ? last : ends];
}

/** The one year of a question; days since or until which something is asked are those of several, or of a part of one. */
function readYear({ dates, wrong, known, text }, { given, notes }) {
  for (const { said, at, end } of dates) {
    const open = OPEN.exec(text.slice(0, at)) ?? GOES_ON.exec(text.slice(end));
    if (open) wrong.push(`'${open[1]}' beside ${said} is not read: the answer is of one whole contract year; name that year alone`);
  }
  const date = theDate(dates, wrong);
  if (wrong.length) return;
  given.year = date ? inYear(date) : yearOf(todayWithin(known));
  if (!date) notes.push(`No year is named: this is of ${given.year}.`);
  else if (date.what !== 'year') notes.push(`${dateInWords(date)} is taken for the contract year ${given.year}.`);
}

/** The month of a claim, and the days from and until which there is somebody in post. */
function readMonth({ dates, wrong, known }, { given, missing, notes }) {
  const days = dates.filter(({ what }) => what === 'day');
  const isSpan = days.length === 2 && days[1].ends;
  const since = isSpan ? [days[0]] : days.filter(({ begins }) => begins);
  const until = isSpan ? [days[1]] : days.filter(({ ends }) => ends);
  const date = theDate(dates.filter(one => !since.includes(one) && !until.includes(one)), wrong);
  const [from, to] = [theDate(since, wrong), theDate(until, wrong)];
  given.month = '';
  if (wrong.length) return;
  if (from) given.since = from.value;
  if (to) given.until = to.value;
  if (date) readMonthOf(date, given, missing, notes);
  else if (from && to && from.value.slice(0, 7) !== to.value.slice(0, 7)) missing.push(`Say which month is claimed for, of those from ${dayInWords(from.value)} to ${dayInWords(to.value)}.`);
  else given.month = (from ?? to)?.value.slice(0, 7) ?? '';
  if (dates.length) return;
  given.month = todayWithin(known).slice(0, 7);
  notes.push(`No month is named: this is of ${monthInWords(given.month)}.`);
}

/** The month that is named beside the days in post, if any; a day of it alone says neither from nor until when. */
function readMonthOf(date, given, missing, notes) {
  const month = firstDay(date).slice(0, 7);
  if (date.what === 'year' || date.what === 'bare') {
    missing.push(`Say which month of ${date.value}.`);
    return;
  }
  given.month = month;
  if (date.what === 'month') return;
  if (date.value.endsWith('-01')) notes.push(`A claim is for a month: this is of ${monthInWords(month)}.`);
  else missing.push(`A claim is for a month. Say from or until ${dayInWords(date.value)} where that is when the post begins or ends, or ${monthInWords(month)} for all of it.`);
}

function readCounts({ counts, unread }, { given, wrong }) {
  for (const one of counts.used) unread.delete(one);
  wrong.push(...counts.wrong);
  Object.assign(given, counts.found);
}

/** The registered patients, on whom the cap of a role may depend; no other count does, nor a number without a label. */
function readPatients(asked, found) {
  const others = Object.keys(asked.counts.found).filter(name => name !== 'registered');
  if (asked.counts.isAlone || others.length) return;
  readCounts(asked, found);
}

/** What a post costs in a year, and how much of a whole time it is. */
function readPost({ text, unread }, { given, wrong, notes }) {
  const bareOnes = [...unread].filter(({ pound }) => !pound);
  const before = bareOnes.filter(({ end }) => /^ ?(?:wte|fte|whole)/i.test(text.slice(end)));
  const wte = before.length ? before : bareOnes.filter(({ at }) => /\b(?:wte|fte)(?: of| is|:)? $/i.test(text.slice(0, at)));
  if (wte.length === 1) readNumber('wte', wte[0], unread, given, wrong);
  if (NOT_WHOLE.test(text) && !wte.length) wrong.push(`'${NOT_WHOLE.exec(text)[0]}' is not a share; write it as 0.5 WTE`);
  const several = SEVERAL.exec(text.replace(NOT_WHOLE, ' '));
  if (several) wrong.push(`'${several[0]}' is not read; ask about one post at a time`);
  const money = [...unread].filter(({ pound }) => pound);
  const large = [...unread].filter(({ said }) => /\d{4}|\d[ ,.]\d{3}|\d ?k/i.test(said));
  const costs = money.length ? money : large;
  if (costs.length > 1) wrong.push(`Say which is the cost of a year: ${costs.map(({ said }) => said).join(' or ')}`);
  if (costs.length > 1) costs.forEach(one => unread.delete(one));
  if (costs.length === 1) readNumber('cost', costs[0], unread, given, wrong);
  if (NOT_OF_A_YEAR.test(text)) wrong.push(`The cost is asked for a year, with on-costs; '${NOT_OF_A_YEAR.exec(text)[0]}' is not read`);
  const without = withoutOnCosts(text);
  if (without) wrong.push(`The cost has to include on-costs (the employer's national insurance and pension); '${without}' is not read. Add them to it`);
  else if (given.cost && /\bsalary\b/i.test(text) && !new RegExp(ON_COSTS, 'i').test(text)) notes.push('The salary is taken for what the post costs in a year, with on-costs.');
}

/** The words that say of a cost that on-costs are not in it, or leave it open; null where none do. */
function withoutOnCosts(text) {
  for (const { 0: said, index } of text.matchAll(ON_COSTS)) {
    const [before, after] = [text.slice(0, index), text.slice(index + said.length)];
    if (!WITH_THEM.test(before) && !THEY_ARE_IN.test(after)) return `${before.split(' ').at(-2) ?? ''} ${said}`.trim();
  }
  return A_PART.exec(text)?.[0] ?? null;
}

function readNumber(name, one, unread, given, wrong) {
  unread.delete(one);
  if (one.wrong) wrong.push(one.wrong);
  else given[name] = one.value;
}

function bandIn({ text, unread }) {
  const found = BAND.exec(text);
  if (!found) return null;
  for (const one of unread) if (one.at > found.index && one.at < found.index + found[0].length) unread.delete(one);
  return found[1].toLowerCase();
}

function readBand(asked, { given }) {
  const band = bandIn(asked);
  if (band) given.band = band;
}

function leaveBand(asked, { notes }) {
  const band = bandIn(asked);
  if (band) notes.push(`Band ${band} is left out of the question: the answer has the band of the role.`);
}

function readArea({ text }, found) {
  const areas = ['inner', 'outer'].filter(side => new RegExp(`\\b${side}\\b`, 'i').test(text));
  if (!/\blondon\b/i.test(text)) return;
  if (areas.length === 1) found.given.area = `${areas[0]}_london`;
  else found.london = true;
}

/** The roles that are named, whole; a name within a longer one is none of its own. */
function rolesIn(text, roles) {
  const names = roles.flatMap(role => role.names.flatMap(name => [bare(name), `${bare(name)}s`]).map(name => ({ role, name })));
  names.sort((one, other) => other.name.length - one.name.length);
  let said = ` ${bare(text)} `;
  const found = new Set();
  for (const { role, name } of names) {
    if (!said.includes(` ${name} `)) continue;
    found.add(role);
    said = said.replaceAll(` ${name} `, ' | ');
  }
  return [...found];
}

/** The roles whose names are nearest to a word of a text: one or two letters otherwise. */
function nearest(text, roles) {
  const words = bare(text).split(' ').filter(word => word.length > 4);
  const near = roles.map(role => ({
    title: role.title,
    far: Math.min(9, ...role.names.flatMap(name => words.map(word => distance(bare(name), word)))),
  }));
  return near.filter(({ far }) => far < 3).sort((a, b) => a.far - b.far).slice(0, 3).map(({ title }) => title);
}

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row.at(-1);
}

