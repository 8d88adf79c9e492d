// The page Ask: a question in people's own words or by a form, looked up in the site's files or worked out by Python.

import { lookedUp, pagesAbout } from './lookups.js';
import { startPython } from './python.js';
import { isWhole, understood } from './question.js';
import { copied, inView, showing, told } from './shown.js';
import { todayWithin, yearOf } from './words.js';

const known = JSON.parse(document.getElementById('known').textContent);
const [short, link, done] = ['short', 'link', 'done'].map(id => document.getElementById(id));
const forms = Object.fromEntries([...document.querySelectorAll('form[data-question]')].map(form => [form.dataset.question, form]));
const shown = showing();
const python = startPython(document.getElementById('state'));
const NOT_UNDERSTOOD = 'This is not a question that can be answered here as it is. The nearest:';
let asked = 0;

begin();

function begin() {
  const today = todayWithin(known);
  for (const field of document.querySelectorAll('input[name=day]')) field.defaultValue = today;
  for (const year of document.querySelectorAll('select[name=year] option')) year.defaultSelected = year.value === yearOf(today);
  forms.claim.elements.month.defaultValue = today.slice(0, 7);
  for (const [kind, form] of Object.entries(forms)) form.addEventListener('submit', event => { event.preventDefault(); ask(kind, filled(form)); });
  for (const radio of document.querySelectorAll('input[name=kind]')) radio.addEventListener('change', () => choose(radio.value));
  document.getElementById('free').addEventListener('submit', event => { event.preventDefault(); askFreely(event.target.elements.q.value); });
  document.getElementById('copy').addEventListener('click', () => copied(link.href, 'The link is copied', done));
  addEventListener('hashchange', fromAddress);
  fromQuery();
  fromAddress();
}

/** `?q=` is how other pages of the site pass a question on; from here on it stays behind the #, which no server sees. */
function fromQuery() {
  const q = new URLSearchParams(location.search).get('q');
  if (q !== null) history.replaceState(null, '', `${location.pathname}#${new URLSearchParams({ q })}`);
}

/** Asks what the address says: the link to a question. */
function fromAddress() {
  const said = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (said.q !== undefined) {
    document.getElementById('q').value = said.q;
    askFreely(said.q);
  } else if (Object.hasOwn(forms, said.ask)) {
    const fields = new Set([...forms[said.ask].elements].map(({ name }) => name));
    const given = Object.fromEntries(Object.entries(said).filter(([name]) => fields.has(name)));
    fill(said.ask, given);
    answer(said.ask, { ...filled(forms[said.ask]), ...given }); // also what no form would let one choose: it is told
  }
}

function filled(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
}

/** The form of a question shows what is given and nothing of another question: what is not given is as on a new page. */
function fill(kind, given) {
  choose(kind);
  forms[kind].reset();
  for (const field of forms[kind].elements) {
    if (!(field.name in given)) continue;
    field.value = given[field.name];
    const more = field.closest('details');
    if (more) more.open = true;
  }
}

function choose(kind) {
  for (const [name, form] of Object.entries(forms)) form.hidden = name !== kind;
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
}

/** Puts a question into the address, which asks it. */
function ask(kind, given) {
  const address = addressOf(kind, given);
  if (location.hash === address) answer(kind, given);
  else location.hash = address;
}

function addressOf(kind, given) {
  return `#${new URLSearchParams({ ask: kind, ...given })}`;
}

function askFreely(text) {
  if (!text.trim()) return;
  const found = understood(text, known);
  if (found.kind) fill(found.kind, found.given);
  if (found.kind && isWhole(found)) {
    ask(found.kind, filled(forms[found.kind]));
  } else {
    offer(found, text);
  }
}

/** What a question may have meant, where it is not understood as it is. */
async function offer({ kind, near }, text) {
  clear();
  const turn = asked;
  const today = todayWithin(known);
  const pages = await pagesAbout(text);
  if (turn !== asked) return;
  const offers = [
    ...near.map(role => [`Is ${role} reimbursable?`, addressOf('role', { role, day: today })]),
    ...pages.map(({ title, url }) => [title, url]),
  ];
  if (!kind && !offers.length) {
    offers.push(
      ['Which services are there today?', addressOf('services', { day: today })],
      ['What are the deadlines of this year?', addressOf('deadlines', { year: yearOf(today) })],
      ['What is a network of 50,000 patients owed this year?', addressOf('owed', { registered: '50000', adjusted: '50000', year: yearOf(today) })],
    );
  }
  const missing = { owed: 'Say how many patients, in the form above.', role: 'Say which role.', claim: 'Say which role.' }[kind];
  short.append(
    heading(kind ? 'Nearly' : `“${text.trim().slice(0, 120)}”`),
    paragraph(missing ?? (pages.some(({ named }) => named) ? 'It has a page:' : NOT_UNDERSTOOD)),
  );
  const list = document.createElement('ul');
  for (const [said, address] of offers) {
    const item = document.createElement('li');
    item.append(made('a', { href: address, textContent: said }));
    list.append(item);
  }
  if (offers.length) short.append(list);
  if (kind) forms[kind].querySelector('input')?.focus();
  else inView();
  document.body.dataset.answered = 'offered';
}

/** Answers: what the site's files say at once, and Python's whole answer as soon as it is there. */
async function answer(kind, given) {
  clear();
  const turn = asked;
  link.href = addressOf(kind, given);
  short.append(paragraph('One moment …', 'quiet'));
  inView();
  const whole = told(python(kind, given));
  const first = await Promise.race([lookedUp(kind, given, known), whole.then(() => null)]);
  if (turn !== asked) return;
  if (first) {
    short.replaceChildren(...lookedUpShown(first));
    document.body.dataset.answered = 'looked up';
  }
  const found = await whole;
  if (turn !== asked) return;
  if (found.error) {
    if (found.failed && first) { // what was looked up stays
      document.body.dataset.answered = 'wrong';
      return;
    }
    short.replaceChildren();
    shown.tellWrong(found.error);
    return;
  }
  const beside = paragraph(`Worked out here: ${found.title}. `, 'quiet');
  if (first) beside.append(made('a', { href: first.page, textContent: 'Its page has every source' }), '.');
  short.replaceChildren(beside);
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
