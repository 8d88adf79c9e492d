// What can be looked up in the site's own files, before Python is there: a role, the services, the deadlines.
// Their shape is described in reference/api.md.

import { bare, dayInWords } from './words.js';

const root = new URL('../', import.meta.url).href;
const kept = new Map();
const MOST_PAGES = 6;
const NUMBER = /^\d+$/;
const COMMON = new Set(['the', 'and', 'for', 'what', 'which', 'when', 'how', 'much', 'was', 'are', 'has', 'does', 'who']);
const PHASES = {
  delivery: 'In delivery',
  preparation: 'In preparation',
  planned: 'Planned',
  merged: 'Merged into another',
  withdrawn: 'Withdrawn',
};

/**
 * What the files of the site say: `title`, `lines` to show, `more`, a list of `[name, text]`, and `sources`, if any. Null
 * where they don't answer it: an earlier knowledge, a cap by size, a role that nobody knows, a site without them.
 */
export async function lookedUp(kind, given, known) {
  if (given.known_on || !(kind in LOOKUPS)) return null;
  try {
    return await LOOKUPS[kind](given, known);
  } catch {
    return null; // Python answers, and says what is wrong
  }
}

const LOOKUPS = { role, services, deadlines };

/** The page of the site that has the sources of an answer; null where there is none, or none of that name. */
export function pageOf(kind, given, { roles, years }) {
  if (kind === 'services') return `${root}services/`;
  if (kind === 'deadlines') return years.includes(given.year) ? `${root}calendar/${given.year.replace('/', '-')}/` : null;
  const named = kind === 'role' ? roleNamed(given.role, roles) : undefined;
  return named ? `${root}roles/${named.key}/` : null;
}

function roleNamed(name, roles) {
  return roles.find(({ names }) => names.some(one => bare(one) === bare(name)));
}

async function role(given, known) {
  const { day, area, registered } = given;
  const named = roleNamed(given.role, known.roles);
  const file = await read(`roles/${named.key}.json`);
  const { says } = spellOn(file, day);
  const place = area || 'national';
  if (registered && Array.isArray(file.terms[says.cap]?.value)) throw new Error('a cap by size, of which Python finds the step');
  return {
    title: `${file.title}: ${says.reimbursable ? 'yes' : 'no'}`,
    lines: [says.reason.replace('{on}', dayInWords(day)), says.note],
    more: says.reimbursable ? [...facts(file, says, place, day)] : [],
    sources: sourcesOf(file, says, says.reimbursable ? [says.maximum[place]] : []),
    page: pageOf('role', given, known),
  };
}

/**
 * The `area` that a question about London alone is about: outer London where inner London has the same answer, which may
 * be that nothing is established; national where the role has none on that day; null where the two differ or the site's
 * files don't say, so that one has to be named. The sentence `why` tells of it.
 */
export async function areaOfLondon({ role: name, day, month }, { roles }) {
  try {
    const file = await read(`roles/${roles.find(({ title }) => title === name).key}.json`);
    const { says } = spellOn(file, day ?? `${month}-01`);
    if (!says.reimbursable) return { area: 'national', why: 'No area makes a difference here.' };
    const [inner, outer] = ['inner_london', 'outer_london'].map(area => maximumSaid(file.terms, says, area));
    if (inner.said !== outer.said) return { area: null, why: 'Say inner or outer London: the maximum is not the same.' };
    const why = inner.isEstablished ? 'Inner and outer London have the same maximum here.' : 'Neither of inner nor of outer London is the maximum established here: this is of outer London.';
    return { area: 'outer_london', why };
  } catch {
    return { area: null, why: 'Say inner or outer London: the maximum may not be the same.' };
  }
}

/** What is said of the maximum of an area, of which others may have the same: its value, and what was first published. */
function maximumSaid(terms, says, area) {
  const [now, first] = [says.maximum[area], says.first_published[area]].map(place => (place === null ? null : terms[place]));
  const isEstablished = now !== null && [now.value, now.at_least, now.at_most].some(one => one !== null);
  return { isEstablished, said: JSON.stringify([isEstablished ? now.in_words : null, first?.in_words ?? null]) };
}

async function services({ day }, known) {
  const { says } = spellOn(await read('services.json'), day);
  if (Object.values(says).some(({ draft }) => draft)) throw new Error('a draft, which Python marks as one');
  const by = Object.keys(PHASES).map(phase => [
    PHASES[phase],
    Object.values(says).filter(service => service.phase === phase).map(service => service.title).join('; '),
  ]);
  return { title: `Services on ${dayInWords(day)}`, lines: [], more: by.filter(([, titles]) => titles), page: pageOf('services', { day }, known) };
}

async function deadlines({ year }, known) {
  if (!known.years.includes(year)) throw new Error(`there is nothing for ${year}`);
  const file = await read(`calendar/${year.replace('/', '-')}.json`);
  const dated = file.days.filter(({ day }) => day);
  return {
    title: `Deadlines and dates of ${year}`,
    lines: [file.summary],
    more: dated.map(({ day, what, who }) => [dayInWords(day), who ? `${what} (${who})` : what]),
    page: pageOf('deadlines', { year }, known),
  };
}

async function read(path) {
  if (!kept.has(path)) {
    const answer = await fetch(root + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    kept.set(path, await answer.json());
  }
  return kept.get(path);
}

function spellOn(file, day) {
  const found = file.spells.find(({ since, until }) => since <= day && day <= until);
  if (!found) throw new Error(`${day} is outside`);
  if (found.says.draft) throw new Error('a draft, which Python marks as one');
  return found;
}

/** The sources of an answer and of some of its terms, each once. */
function sourcesOf(file, says, terms) {
  const places = [...terms.flatMap(place => file.terms[place].sources), ...(says.sources ?? [])];
  return [...new Map(places.map(place => [file.sources[place].url, file.sources[place]])).values()];
}

/** The terms of a role in the rows and the words of Python's answer; a figure that was superseded has a row that says so. */
function* facts({ terms }, says, area, day) {
  const rows = [
    [`Maximum, ${area.replace('_', ' ')}`, says.maximum[area], says.first_published[area]],
    ['Cap', says.cap],
    ['Funded share', says.funding_share],
    ['Band', says.band],
  ];
  for (const [label, place, first = null] of rows) {
    if (place === null) continue;
    const term = terms[place];
    yield [label, term.standing === 'inferred' && term.note ? `${termSaid(term)}. ${term.note}` : termSaid(term)];
    if (first !== null) yield ['As first published', `${termSaid(terms[first])}, superseded`];
    else if (term.superseded !== null) yield ['Superseded', supersededSaid(terms[term.superseded], term.since ?? day)];
  }
}

/** A term with how well it is established. Its value is never put into words here: the file has those of Python. */
function termSaid(term) {
  const established = [term.value, term.at_least, term.at_most].some(one => one !== null);
  return established ? `${term.in_words}${standingOf(term)}` : `not established: ${term.note}`;
}

function supersededSaid(earlier, since) {
  const published = earlier.published ? `as published by ${dayInWords(earlier.published)}` : '';
  return `${earlier.in_words}, ${earlier.until < since ? `until ${dayInWords(earlier.until)}` : published}${standingOf(earlier)}`;
}

function standingOf({ standing, carried_from: year }) {
  return standing ? ` [${standing}${year ? ` from ${year}` : ''}]` : '';
}

/**
 * The pages of the site that a text is about, the first few: a page whose title, key or other name stands in the text
 * before one that has half of its words or more, each at the beginning of one of its own, and of these the pages of the year that the text names. One `leads` that
 * is named, or has every word of several: the text is about it.
 */
export async function pagesAbout(text) {
  const { things } = await read('index.json').catch(() => ({ things: [] }));
  const asked = bare(text).replace(/\bworth\b/g, 'value').replace(/\b(?:paid|pays?)\b/g, 'payment'); // as pages call it
  const said = ` ${asked} `;
  const words = asked.split(' ').filter(word => word.length > 2 && !COMMON.has(word));
  const [plain, numbers] = [words.filter(word => !NUMBER.test(word)), words.filter(word => NUMBER.test(word))];
  const fits = things.map(({ kind, title, key, aliases, found_by: also, url }) => {
    const names = [title, key, ...aliases, ...also].map(bare);
    const shareOf = some => (some.length ? some.filter(word => names.some(name => ` ${name}`.includes(` ${word}`))).length / some.length : 0);
    const named = names.some(name => (/\p{L}/u.test(name) || !plain.length) && said.includes(` ${name} `)); // a year names no page for words
    const leads = named || (plain.length > 1 && shareOf(plain) === 1);
    const fit = named || shareOf(plain) >= 0.5 ? 2 * shareOf(plain) + named + 0.5 * shareOf(numbers) : 0;
    return { title: kind === 'indicator' ? `${key}: ${title}` : title, url: root + url, kind, leads, fit };
  });
  const best = Math.max(...fits.map(({ fit }) => fit));
  return fits.filter(({ fit }) => fit && fit >= best - 1).sort((one, other) => other.fit - one.fit).slice(0, MOST_PAGES);
}
