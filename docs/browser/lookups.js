// What can be looked up in the site's own files, before Python is there: a role, the services, the deadlines.
// Their shape is described in reference/api.md.

import { bare, dayInWords } from './words.js';

const root = new URL('../', import.meta.url).href;
const kept = new Map();
const PHASES = {
  delivery: 'In delivery',
  preparation: 'In preparation',
  planned: 'Planned',
  merged: 'Merged into another',
  withdrawn: 'Withdrawn',
};

/**
 * What the files of the site say: `title`, `lines` to show, and `more`, a list of `[name, text]`. Null where they don't
 * answer it: an earlier knowledge, a role that nobody knows, a site without them.
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

async function role({ role: name, day, area }, { roles }) {
  const named = roles.find(({ names }) => names.some(one => bare(one) === bare(name)));
  const file = await read(`roles/${named.key}.json`);
  const { says } = spellOn(file, day);
  const term = place => (place === null || place === undefined ? null : file.terms[place]);
  const facts = says.maximum && says.reimbursable
    ? [
      [`Maximum, ${(area || 'national').replace('_', ' ')}`, term(says.maximum[area || 'national'])],
      ['Cap', term(says.cap)],
      ['Funded share', term(says.funding_share)],
      ['Band', term(says.band)],
    ]
    : [];
  return {
    title: `${file.title}: ${says.reimbursable ? 'yes' : 'no'}`,
    lines: [says.reason.replace('{on}', dayInWords(day)), says.note],
    more: facts.filter(([, found]) => found).map(([label, found]) => [label, termInWords(found)]),
    page: `${root}roles/${named.key}/`,
  };
}

async function services({ day }) {
  const { says } = spellOn(await read('services.json'), day);
  const by = Object.keys(PHASES).map(phase => [
    PHASES[phase],
    Object.values(says).filter(service => service.phase === phase).map(service => service.title).join('; '),
  ]);
  return { title: `Services on ${dayInWords(day)}`, lines: [], more: by.filter(([, titles]) => titles), page: `${root}services/` };
}

async function deadlines({ year }) {
  const file = await read(`calendar/${year.replace('/', '-')}.json`);
  const dated = file.days.filter(({ day, kind }) => day && kind !== 'payment');
  return {
    title: `Deadlines and dates of ${year}`,
    lines: [file.summary],
    more: dated.map(({ day, what, who }) => [dayInWords(day), who ? `${what} (${who})` : what]),
    page: `${root}calendar/${year.replace('/', '-')}/`,
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
  return found;
}

function termInWords({ value, unit, at_least: least, at_most: most, standing }) {
  const written = text => (/^\d+(\.\d+)?$/.test(text) ? Number(text).toLocaleString('en-GB', { maximumFractionDigits: 6 }) : String(text));
  const bounds = least && most ? `between ${written(least)} and ${written(most)}` : least ? `at least ${written(least)}` : most ? `at most ${written(most)}` : 'not known';
  const said = value === null || value === undefined ? bounds : written(value);
  return `${said}${unit && said !== 'unlimited' ? ` ${unit}` : ''}${standing ? ` [${standing}]` : ''}`;
}
