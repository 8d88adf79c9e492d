// Understands a question in people's own words: what is asked, of which role, day, year and how many patients.

import { bare, isoDay, monthNamed, todayWithin, yearOf } from './words.js';

const SAYS = {
  deadlines: /\b(deadlines?|due|calendar|key dates|by when)\b/,
  owed: /\b(owed?|paid|pays?|payments?|money|entitle\w*|income|funding)\b/,
  services: /\bservices?\b/,
  claim: /\b(claim\w*|salary|costs?|costing)\b/,
  role: /\b(roles?|reimburs\w+|hire|employ|arrs)\b/,
};
const OTHERS = /\b(changed|changes|differences?|new in|(?:not|un)\s?known|missing|holes?|errata)\b/; // which pages answer

/**
 * What a question asks: `kind`, and what is `given` for the form of that kind. `near` has the names of roles that may be
 * meant where none is named rightly. `kind` is null where nothing is understood.
 */
export function understood(text, known) {
  const said = ` ${text.replace(/\s+/g, ' ').trim()} `;
  const { day, year, month, rest } = days(said);
  const role = roleIn(rest, known.roles);
  const kind = kindOf(rest.toLowerCase(), role, figures(rest));
  if (!kind) return { kind, near: nearest(rest, known.roles) };
  const today = todayWithin(known);
  const on = day ?? today;
  const inYear = year ?? (day ? yearOf(day) : yearOf(today));
  const given = {
    role: () => ({ role: role?.title ?? '', day: on, ...area(rest) }),
    services: () => ({ day: on }),
    owed: () => ({ ...figures(rest), year: inYear }),
    claim: () => ({ role: role?.title ?? '', month: month ?? on.slice(0, 7), ...costs(rest), ...area(rest) }),
    deadlines: () => ({ year: inYear }),
  }[kind]();
  return { kind, given, near: role || !('role' in given) ? [] : nearest(rest, known.roles) };
}

/** Whether everything is given that the form of a kind can't do without. */
export function isWhole({ kind, given }) {
  if (kind === 'owed') return Boolean(given.registered || given.adjusted || given.weighted || given.beds);
  return Object.values(given).every(value => value !== '');
}

/** The kind of a question; null of one that has no word of any: a year alone may be about whatever the year has. */
function kindOf(said, role, numbers) {
  if (OTHERS.test(said)) return null;
  const named = Object.keys(SAYS).filter(kind => SAYS[kind].test(said));
  if (role && named.includes('claim')) return 'claim';
  if (role && !named.includes('deadlines')) return named.includes('services') && !named.includes('role') ? 'services' : 'role';
  if (numbers.registered || numbers.adjusted) return 'owed';
  return named.find(kind => kind !== 'claim') ?? named[0] ?? null;
}

/** The day, month or contract year that is named, and the text without them. */
function days(said) {
  let rest = said;
  const take = (pattern, use) => {
    const found = pattern.exec(rest);
    const value = found && use(found);
    if (value) rest = rest.replace(found[0], ' ');
    return value || null;
  };
  const day = take(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/, ([, y, m, d]) => isoDay(+y, +m, +d))
    ?? take(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/, ([, d, m, y]) => isoDay(+y, +m, +d))
    ?? take(/\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9}),? (\d{4})\b/, ([, d, m, y]) => monthNamed(m) && isoDay(+y, monthNamed(m), +d))
    ?? take(/\b([A-Za-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/, ([, m, d, y]) => monthNamed(m) && isoDay(+y, monthNamed(m), +d));
  const year = take(/\b(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b/, ([, y, next]) => (+y + 1) % 100 === +next && `${y}/${next}`);
  const month = take(/\b([A-Za-z]{3,9}) (20\d\d)\b/, ([, m, y]) => monthNamed(m) && isoDay(+y, monthNamed(m), 1).slice(0, 7))
    ?? take(/\b(20\d\d)-(0[1-9]|1[0-2])\b/, ([, y, m]) => `${y}-${m}`);
  const bareYear = day || year || month ? null : take(/\b(?:(?:in|for|of|since) )?(20[12]\d)\b(?! (?:\w+ )?(?:patients|beds))/, ([, y]) => y);
  const inYear = year ?? (bareYear && `${bareYear}/${String((+bareYear + 1) % 100).padStart(2, '0')}`);
  return {
    day: day ?? (month ? `${month}-01` : inYear ? `${inYear.slice(0, 4)}-04-01` : null),
    year: inYear,
    month: month ?? (day ? day.slice(0, 7) : null),
    rest,
  };
}

/** The role whose longest name stands in a text, whole. */
function roleIn(text, roles) {
  const said = ` ${bare(text)} `;
  let best = null;
  for (const role of roles) {
    for (const name of role.names.map(bare)) {
      const stands = [name, `${name}s`].some(form => said.includes(` ${form} `));
      if (stands && name.length > (best?.name.length ?? 0)) best = { role, name };
    }
  }
  return best?.role ?? null;
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

/** The counts that are named: `46,982 patients`, `adjusted 47,000`, `120 beds`. A number alone is that of patients. */
function figures(text) {
  const number = '(\\d{1,3}(?:,\\d{3})+|\\d{2,7})';
  const after = word => new RegExp(`\\b${word}\\w*(?: (?:population|list|patients?))?(?: of| is|:)? ${number}\\b`, 'i');
  const before = word => new RegExp(`\\b${number} (?:\\w+ )?${word}`, 'i');
  const found = {};
  let rest = text;
  for (const [name, word] of [['adjusted', 'adjusted'], ['weighted', 'weighted'], ['beds', 'beds'], ['registered', '(?:registered|patients)']]) {
    const match = before(word).exec(rest) ?? after(word).exec(rest);
    if (match) {
      found[name] = match[1].replaceAll(',', '');
      rest = rest.replace(match[0], ' ');
    }
  }
  const alone = new RegExp(`\\b(\\d{1,3}(?:,\\d{3})+|\\d{4,7})\\b`).exec(rest);
  if (!found.registered && !found.adjusted && alone && !/£/.test(text)) found.registered = alone[1].replaceAll(',', '');
  return found;
}

function costs(text) {
  const cost = /£\s?([\d,]+(?:\.\d\d)?)/.exec(text) ?? /\b(\d{2,3},\d{3}|\d{5,6})\b/.exec(text);
  const wte = /\b(0?\.\d+|1(?:\.0)?) ?(?:wte|whole)/i.exec(text);
  return { ...(cost && { cost: cost[1].replaceAll(',', '') }), ...(wte && { wte: wte[1] }) };
}

function area(text) {
  const found = /\b(inner|outer) london\b/i.exec(text);
  return found ? { area: `${found[1].toLowerCase()}_london` } : {};
}
