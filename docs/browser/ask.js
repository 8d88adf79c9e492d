// The page Ask: a question in people's own words or by a form, looked up in the site's files or worked out by Python.

import { areaOfLondon, lookedUp, pageOf, pagesAbout } from './lookups.js';
import { startPython } from './python.js';
import { isWhole, understood } from './question.js';
import { copied, inView, showing, told } from './shown.js';
import { dayInWords, todayWithin, yearOf } from './words.js';

const known = JSON.parse(document.getElementById('known').textContent);
const [box, short, link, done] = ['q', 'short', 'link', 'done'].map(id => document.getElementById(id));
const forms = Object.fromEntries([...document.querySelectorAll('form[data-question]')].map(form => [form.dataset.question, form]));
const shown = showing();
const python = startPython(document.getElementById('state'));
const NOT_UNDERSTOOD = 'This is not a question that can be answered here as it is. The nearest:';
const A_NETWORK = /\b(?:networks?|pcns?)\b/gi; // whose question it is, and no page that is looked for
let asked = 0;

begin();

function begin() {
  const today = todayWithin(known);
  for (const field of document.querySelectorAll('input[name=day]')) field.defaultValue = today;
  for (const year of document.querySelectorAll('select[name=year] option')) year.defaultSelected = year.value === yearOf(today);
  forms.claim.elements.month.defaultValue = today.slice(0, 7);
  for (const [kind, form] of Object.entries(forms)) form.addEventListener('submit', event => { event.preventDefault(); ask(kind, filled(form)); });
  for (const radio of document.querySelectorAll('input[name=kind]')) radio.addEventListener('change', () => choose(radio.value));
  document.getElementById('free').addEventListener('submit', event => { event.preventDefault(); askFreely(box.value); });
  document.getElementById('copy').addEventListener('click', () => copied(link.href, 'The link is copied', done));
  addEventListener('hashchange', fromAddress);
  fromQuery();
  fromAddress();
}

/** `?q=` is how other pages of the site pass a question on; from here on it stays behind the #, which no server sees. */
function fromQuery() {
  const q = new URLSearchParams(location.search).get('q');
  if (q !== null) history.replaceState(null, '', `${location.pathname}${inWords(q)}`);
}

/**
 * Asks what the address says: the link to a question, or one in words. The box has the words of that question and of no
 * other: those that it was typed in stay with its place in the history of the browser.
 */
function fromAddress() {
  const { ask: kind, q, ...given } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const { typed = '', notes = [] } = history.state ?? {};
  if (q !== undefined) {
    history.replaceState(history.state, '', inWords(q)); // however a link writes it
    box.value = q;
    askFreely(q);
  } else if (kind !== undefined) {
    box.value = typed;
    askLinked(kind, given, notes);
  } else if (!location.hash) {
    box.value = '';
    clear();
  }
}

/** Asks the question of a link; one that has no form, or a field that its form has not, is not asked as another one. */
function askLinked(kind, given, notes) {
  const fields = Object.hasOwn(forms, kind) ? [...forms[kind].elements].map(({ name }) => name).filter(Boolean) : null;
  const unknown = fields && Object.keys(given).find(name => !fields.includes(name));
  if (!fields || unknown !== undefined) {
    clear();
    shown.tellWrong(fields
      ? `The link has '${unknown}', which a question of '${kind}' has not; it has: ${fields.join(', ')}`
      : `There is no question '${kind}'; there are: ${Object.keys(forms).join(', ')}`);
    return;
  }
  fill(kind, given);
  answer(kind, { ...filled(forms[kind]), ...given }, notes); // also what no form would let one choose: it is told
}

function filled(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
}

/**
 * The form of a question shows what is given and nothing of another question: what is not given is as on a new page, and
 * what is given is not left folded away. What a choice does not offer is added to it, so that it is not lost but told.
 */
function fill(kind, given) {
  choose(kind);
  for (const added of document.querySelectorAll('option.given')) added.remove();
  forms[kind].reset();
  for (const field of forms[kind].elements) {
    if (!(field.name in given)) continue;
    const before = field.value;
    const value = given[field.name];
    if (field.tagName === 'SELECT' && ![...field.options].some(option => option.value === value)) {
      field.add(made('option', { value, textContent: value, className: 'given' }));
    }
    field.value = value;
    const more = field.closest('details');
    if (more && field.value !== before) more.open = true;
  }
}

function choose(kind) {
  for (const [name, form] of Object.entries(forms)) form.hidden = name !== kind;
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
}

/** Puts a question into the address, which asks it; `kept` are the words that it was typed in, and what was taken for granted. */
function go(address, kept = null) {
  const isThere = location.hash === address;
  if (!isThere) location.hash = address;
  history.replaceState(kept, '');
  if (isThere) fromAddress();
}

function ask(kind, given) {
  go(addressOf(kind, given));
}

function addressOf(kind, given) {
  return `#${new URLSearchParams({ ask: kind, ...given })}`;
}

function inWords(text) {
  return `#${new URLSearchParams({ q: text })}`;
}

/** Asks a question in words; one that can't be answered as it is stays in the address in its words. */
async function askFreely(text) {
  if (!text.trim()) return;
  const found = understood(text, known);
  if (found.london) {
    clear();
    const turn = asked;
    await settleLondon(found);
    if (turn !== asked) return;
  }
  const isThere = location.hash === inWords(text);
  if (isWhole(found)) {
    fill(found.kind, found.given);
    const address = addressOf(found.kind, { ...filled(forms[found.kind]), ...found.given });
    const kept = { typed: text, notes: found.notes };
    if (isThere) { // the question takes the place of its words: going back does not lead here again
      history.replaceState(kept, '', address);
      fromAddress();
    } else {
      go(address, kept);
    }
  } else if (isThere) {
    offer(found, text);
  } else {
    go(inWords(text));
  }
}

/** London is inner or outer London: which, has to be said where it makes a difference. */
async function settleLondon(found) {
  const isAsked = found.given.role && (found.given.day || found.given.month);
  const { area, why } = isAsked ? await areaOfLondon(found.given, known) : { area: null, why: 'Say inner or outer London.' };
  found.london = area === null;
  if (area) {
    found.given.area = area;
    found.notes.push(why);
    return;
  }
  found.missing.push(why);
  if (found.wrong.length || found.missing.length > 1) return;
  for (const [said, place] of [['Inner London', 'inner_london'], ['Outer London', 'outer_london']]) {
    found.choices.push([`${found.given.role} in ${said}`, found.kind, { ...found.given, area: place }]);
  }
}

/**
 * What a question may have meant, where it can't be answered as it is: what is wrong with it or missing, and where it may
 * lead. A page of its very name comes before what is missing: a payment is looked for, and not a sum of some network.
 */
async function offer({ kind, given, wrong, missing, near, choices, day }, text) {
  clear();
  if (kind) fill(kind, given);
  const turn = asked;
  const today = todayWithin(known);
  const pages = await pagesAbout(given.role || (kind ? text.replace(A_NETWORK, ' ') : text));
  if (turn !== asked) return;
  const isPage = pages.some(({ leads }) => leads) && !wrong.length && !given.role;
  const onDay = day >= known.first && day <= known.last && pages.some(({ kind: of, leads }) => leads && of === 'service');
  const offers = [
    ...(onDay ? [[`Services on ${dayInWords(day)}`, addressOf('services', { day })]] : []),
    ...choices.map(([said, of, what]) => [said, addressOf(of, what)]),
    ...near.map(role => [`Is ${role} reimbursable?`, addressOf('role', { role, day: given.day || today })]),
    ...pages.map(({ title, url }) => [title, url]),
  ];
  if (!kind && !offers.length) {
    offers.push(
      ['Which services are there today?', addressOf('services', { day: today })],
      ['What are the deadlines of this year?', addressOf('deadlines', { year: yearOf(today) })],
      ['What is a network of 50,000 patients owed this year?', addressOf('owed', { registered: '50000', adjusted: '50000', year: yearOf(today) })],
    );
  }
  short.append(heading(kind && !isPage ? 'Nearly' : `“${text.trim().slice(0, 120)}”`));
  if (isPage) short.append(paragraph('It has a page:'));
  else if (!kind) short.append(paragraph(NOT_UNDERSTOOD));
  else short.append(...missing.map(said => paragraph(said)));
  const list = document.createElement('ul');
  for (const [said, address] of offers) {
    const item = document.createElement('li');
    item.append(made('a', { href: address, textContent: said }));
    list.append(item);
  }
  if (offers.length) short.append(list);
  if (isPage) short.append(...missing.map(said => paragraph(`${said} Then it is worked out.`, 'quiet')));
  if (wrong.length) shown.tellWrong(wrong.join('\n'));
  if (kind && !isPage) (forms[kind].querySelector('input:invalid') ?? forms[kind].querySelector('input'))?.focus();
  else inView();
  document.body.dataset.answered = 'offered';
}

/** Answers: what the site's files say at once, and Python's whole answer as soon as it is there. */
async function answer(kind, given, notes) {
  clear();
  const noted = notes.map(note => paragraph(note));
  const turn = asked;
  link.href = addressOf(kind, given);
  short.append(paragraph('One moment …', 'quiet'));
  inView();
  const whole = told(python(kind, given));
  const first = await Promise.race([lookedUp(kind, given, known), whole.then(() => null)]);
  if (turn !== asked) return;
  if (first) {
    short.replaceChildren(...noted, ...lookedUpShown(first));
    document.body.dataset.answered = 'looked up';
  }
  const found = await whole;
  if (turn !== asked) return;
  if (found.error) {
    if (found.failed && first) { // what was looked up stays
      document.body.dataset.answered = 'wrong';
      return;
    }
    short.replaceChildren(...noted);
    shown.tellWrong(found.error);
    return;
  }
  const beside = paragraph(`Worked out here: ${found.title}. `, 'quiet');
  const page = pageOf(kind, given, known);
  if (page) beside.append(made('a', { href: page, textContent: 'Its page has every source' }), '.');
  short.replaceChildren(...noted, beside);
  shown.show(found);
  document.body.dataset.answered = 'whole';
}

function lookedUpShown({ title, lines, more, sources = [], page }) {
  const list = document.createElement('dl');
  for (const [name, text] of more) {
    list.append(made('dt', { textContent: name }), made('dd', { textContent: text }));
  }
  const from = paragraph('', 'sources');
  for (const { publisher, title: name, url } of sources) {
    from.append(made('a', { href: url, target: '_blank', textContent: `${publisher}, ${name}` }), ' ');
  }
  const below = paragraph('', 'quiet');
  below.append('The whole answer comes as soon as Python is there; or see ', made('a', { href: page, textContent: 'its page' }), '.');
  const said = [heading(title), ...lines.filter(Boolean).map(line => paragraph(line))];
  return [...said, ...(more.length ? [list] : []), ...(sources.length ? [from] : []), below];
}

/** What was shown before answers another question: nothing of it stays, nor comes later. */
function clear() {
  asked += 1;
  shown.clear();
}

function heading(text) {
  return made('h2', { textContent: text });
}

function paragraph(text, kind = '') {
  return made('p', { textContent: text, className: kind });
}

function made(name, what) {
  return Object.assign(document.createElement(name), what);
}
