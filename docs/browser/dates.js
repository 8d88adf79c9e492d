// Reads the days, months and years that a text names; what is no day, or might be another, is told and not replaced.

import { dayInWords, isoDay, monthInWords, monthNamed, todayWithin, weekdayOf, yearOf } from './words.js';

const MONTH = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = '(?<![\\w£]|\\d[.,])(\\d{1,2})(?:st|nd|rd|th)?';
const WEEKDAYS = /\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b/i;
const WEEKDAY = '\\b((?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\\b'; // in full or short, beside a day
const BEFORE = new RegExp(`${WEEKDAY}\\.?,?(?: the)? ?$`, 'i');
const AFTER = new RegExp(`^,? ?\\(?${WEEKDAY}(?!\\.?,? ?(?:the )?[;\\d])`, 'i'); // not that of the day that follows
const BEGINS = /\b(?:from|since|as of|start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|join(?:s|ed|ing)?)(?: (?:on|in))?\s*$/i;
const ENDS = /(?:\b(?:to|until|till?|through|end(?:s|ed|ing)?|left|leav(?:es|ing))(?: (?:on|in))?|\d ?[-–]|; ?[-–])\s*$/i;
const COUNTED = '(?:patients|beds|registered|adjusted|weighted|people)';

/**
 * The dates of a text, and the `rest` of it, with what was read blotted out. Of each: `what` it is (a day, a month, a
 * contract year, or a year of four digits alone), its `value`, the words in which it was `said`, where it stands (`at`, `end`), and whether it `begins`
 * or `ends` something. `wrong` tells of what is no date though it is written as one.
 */
export function datesIn(text, known) {
  const dates = [];
  const wrong = [];
  let rest = text;
  const take = (pattern, read) => {
    rest = rest.replace(new RegExp(pattern, 'gi'), (said, ...more) => {
      const [groups, at, whole] = [more.slice(0, -2), more.at(-2), more.at(-1)];
      const found = read(groups, said.trim());
      if (!found) return said;
      const before = whole.slice(0, at).replace(BEFORE, '');
      const misfit = found.what === 'day' && misfitOf(found.value, whole.slice(0, at), whole.slice(at + said.length));
      if (misfit) wrong.push(misfit);
      else if (found.wrong) wrong.push(found.wrong);
      else dates.push({ ...found, said: said.trim(), at, end: at + said.length, begins: BEGINS.test(before), ends: ENDS.test(before) });
      return ';'.repeat(said.length);
    });
  };
  const day = ([d, m, y], said) => dayOf(fullYear(y), monthNamed(m) || Number(m), Number(d), said);
  const month = ([m, y]) => monthOf(fullYear(y), monthNamed(m) || Number(m));

  take('\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})\\b', ([y, m, d], said) => day([d, m, y], said));
  take('\\b(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})\\b(?![/.]?\\d)', day);
  take(`${DATE}[ -](?:of )?${MONTH}\\b\\.?,?[ -]?(\\d{4}|[’']?\\d{2})\\b(?![,.]?\\d)`, day);
  take(`\\b${MONTH}\\.? ${DATE},? (\\d{4})\\b(?![/–-]\\d)`, ([m, d, y], said) => day([d, m, y], said));
  take('\\b(20\\d\\d) ?[/–-] ?(?:20)?(\\d\\d)\\b', contractYear);
  take('(?<![\\d/.,£-])\\b(\\d\\d)/(\\d\\d)\\b(?![/.,]?\\d)', ([y, next], said) => contractYear([Number(y) < 19 ? '1900' : `20${y}`, next], said)); // 10/11 is rather a day than 2010/11
  take(`\\b${MONTH}\\.?,?(?: of)?[ -](20\\d\\d|[’']\\d{2})\\b`, month);
  take('\\b(\\d{1,2})[/-](20\\d\\d)\\b', month);
  take(`\\b${MONTH}\\.?[ -](\\d{2})\\b(?![,.]?\\d)`, (_, said) => ({ wrong: `'${said}' may be a day or a month of a year; write it whole, as 1 November 2024 or November 2024` }));
  relative(take, known);
  if (!dates.length) {
    take(`(?<![\\d£.,-])(20\\d\\d)\\b(?![,.]\\d| ?k\\b| ?%| (?:\\w+ )?${COUNTED})`, ([y]) => ({ what: 'bare', value: y }));
  }
  // What is left of a date that was not read whole: to answer without it would be to answer for another day.
  take(`${DATE} (?:of )?${MONTH}\\b`, (_, said) => ({ wrong: `'${said}' has no year; say it too, as 1 November 2024` }));
  take(`\\b${MONTH} ${DATE}\\b`, (_, said) => ({ wrong: `'${said}' has no year; say it too, as 1 November 2024` }));
  take(`\\b(in|on|of|from|since|until|till?|to|by|for|before|after|during)? ?\\b${MONTH}\\b`, ([before, name], said) => {
    if (!before && /^(may|march)$/i.test(name)) return null; // what may be: no month
    return { wrong: `'${said}' has no year; say it too, as November 2024` };
  });
  take('(?<![\\w£.,])\\d{1,4}[/.]\\d{1,2}(?:[/.]\\d{1,4})+\\b', (_, said) => ({ wrong: `'${said}' is not a day; write it as 14/11/2022` }));
  take('\\b\\w+ (?:days?|weeks?|months?|years?) ago\\b', (_, said) => ({ wrong: `'${said}' is not read here; write the day, as 14 November 2022` }));
  if (!dates.some(({ what }) => what === 'day')) {
    take(WEEKDAYS.source, (_, said) => ({ wrong: `'${said}' is not read here; write the day, as 14 November 2022` }));
  }
  return { dates: dates.sort((one, other) => one.at - other.at), wrong, rest };
}

/** What is said from today: yesterday, last month, next year. */
function relative(take, known) {
  const now = new Date();
  const [y, m, d] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const off = { last: -1, this: 0, next: 1 };
  const dayAt = days => new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
  take('\\b(yesterday|today|tomorrow)\\b', ([word]) => {
    const days = { yesterday: -1, tomorrow: 1 }[word.toLowerCase()];
    return { what: 'day', value: days ? dayAt(days) : todayWithin(known) };
  });
  take('\\b(last|this|next) month\\b', ([word]) => {
    const first = new Date(Date.UTC(y, m - 1 + off[word.toLowerCase()], 1));
    return { what: 'month', value: first.toISOString().slice(0, 7) };
  });
  take('\\b(last|this|next) (?:contract |financial )?year\\b', ([word]) => {
    const year = Number(yearOf(dayAt(0)).slice(0, 4)) + off[word.toLowerCase()];
    return { what: 'year', value: yearOf(`${year}-04-01`) };
  });
}

/** What is wrong with the weekday that stands beside a day: either of the two may be the slip, and another day be meant. */
function misfitOf(day, before, after) {
  const named = BEFORE.exec(before) ?? AFTER.exec(after);
  if (!named || weekdayOf(day).toLowerCase().startsWith(named[1].toLowerCase().slice(0, 3))) return null;
  return `'${named[1]}' does not fit ${dayInWords(day)}, which is a ${weekdayOf(day)}; correct one of the two, or leave out the weekday`;
}

/** A day of the calendar, or what is wrong with it. */
function dayOf(year, month, date, said) {
  const value = isoDay(year, month, date);
  if (value) return { what: 'day', value };
  if (month < 1 || month > 12) return { wrong: `'${said}' is not a day: there is no month ${month}; write it as 14/11/2022` };
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { wrong: `'${said}' is not a day: ${monthInWords(`${year}-${two(month)}`)} has ${last} days` };
}

function monthOf(year, month) {
  if (month < 1 || month > 12) return null;
  return { what: 'month', value: `${year}-${two(month)}` };
}

/** `2023/24`; `2023-06` is a month; any other pair is neither. */
function contractYear([year, next], said) {
  if ((Number(year) + 1) % 100 === Number(next)) return { what: 'year', value: `${year}/${next}` };
  if (/^20\d\d\D\d\d$/.test(said)) {
    const month = monthOf(year, Number(next));
    if (month) return month;
  }
  return { wrong: `'${said}' is not a contract year, nor a day; write it as 2022/23 or 14/11/2022` };
}

/** `24`, `'24` and `2024` as 2024: the contract is of this century. */
function fullYear(said) {
  const digits = said.replace(/\D/g, '');
  return Number(digits.length === 2 ? `20${digits}` : digits);
}

function two(number) {
  return String(number).padStart(2, '0');
}

/** A date as it is told. */
export function dateInWords({ what, value }) {
  return { day: dayInWords, month: monthInWords }[what]?.(value) ?? value;
}

/** The first day of what is named. */
export function firstDay({ what, value }) {
  return what === 'day' ? value : what === 'month' ? `${value}-01` : `${value.slice(0, 4)}-04-01`;
}

/** The contract year that what is named lies in. */
export function inYear(date) {
  return date.what === 'year' ? date.value : yearOf(firstDay(date));
}

/**
 * The one date that is meant: the most exact, where all others hold it. Two that differ are two questions: null, and
 * what to mend is told.
 */
export function theDate(dates, wrong) {
  const order = ['day', 'month', 'year', 'bare'];
  const sorted = [...dates].sort((one, other) => order.indexOf(one.what) - order.indexOf(other.what));
  const [first] = sorted;
  const other = sorted.find(date => !holds(date, first));
  if (!other) return first ?? null;
  wrong.push(`Two dates are named, ${dateInWords(first)} and ${dateInWords(other)}; ask about one`);
  return null;
}

function holds(date, other) {
  if (date.what === 'year') return inYear(other) === date.value;
  return firstDay(other).startsWith(date.value);
}
