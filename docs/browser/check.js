// The page Check: records of a network, opened, dropped, pasted or edited, against the contract of a day.

import { startPython } from './python.js';
import { inView, showing, told } from './shown.js';
import { isDay, todayWithin } from './words.js';

const MOST_TO_EDIT = 1_000_000; // bytes of a file that is shown to be edited
const AT_EASE = 2000; // milliseconds after a report, in which somebody may check again: then Monday's page is made ready
const LARGEST = 20_000_001; // one more than the library reads, so that it says so

const known = JSON.parse(document.getElementById('known').textContent);
const element = id => document.getElementById(id);
const [form, records, day, knownOn, file, opened, short, views] =
  ['check', 'records', 'day', 'known_on', 'file', 'opened', 'short', 'views'].map(element);
const shown = showing();
const python = startPython(element('state'));
let source = { name: '', content: null }; // content: the bytes of a file that is not in the text field
let answers = null;
let asked = 0;
let wrongLink = '';

begin();

function begin() {
  day.value = todayWithin(known);
  fromAddress();
  addEventListener('hashchange', () => { fromAddress(); outdated(); });
  form.addEventListener('submit', event => { event.preventDefault(); check(); });
  file.addEventListener('change', () => file.files[0] && open(file.files[0]));
  element('example').addEventListener('click', takeExample);
  records.addEventListener('paste', pasted);
  records.addEventListener('input', edited);
  for (const field of [day, knownOn]) field.addEventListener('input', changed);
  views.addEventListener('change', look);
  dropping(element('drop'));
  warm();
}

/** While somebody looks for a file, what every check needs is loaded: step by step, so that a check comes in between. */
async function warm() {
  while (await told(python('warm')) === true);
}

function dropping(place) {
  const over = is => place.classList.toggle('over', is);
  place.addEventListener('dragover', event => { event.preventDefault(); over(true); });
  place.addEventListener('dragleave', () => over(false));
  place.addEventListener('drop', event => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
  });
}

/** Opens a file: text goes into the field, to be edited; a workbook, or what is no text, is kept as it is. */
async function open(chosen) {
  clear();
  const content = await chosen.slice(0, LARGEST).arrayBuffer();
  const text = content.byteLength <= MOST_TO_EDIT && !/\.xlsx$/i.test(chosen.name) ? textOf(content) : null;
  records.value = text ?? '';
  source = { name: chosen.name, content: text === null ? content : null };
  say(`${chosen.name} is open${text === null ? '' : ', below, to be edited'}. It stays on this computer.`);
  file.value = '';
}

async function takeExample() {
  clear();
  say('The example is being fetched …');
  const { name, day: on } = known.example;
  const answer = await fetch(new URL(name, import.meta.url)).catch(() => null);
  if (!answer?.ok) {
    opened.hidden = true;
    shown.tellWrong(`The example can't be had: ${name} (${answer?.status ?? 'no connection'}). Try again later.`);
    return;
  }
  records.value = await answer.text();
  day.value = on;
  linked();
  source = { name, content: null };
  say(`${name} is open, below, to be edited: an invented network, on the day that its records are about.`);
}

/** What is pasted over all that there was is no edition of the file that was opened. */
function pasted() {
  if (records.selectionEnd - records.selectionStart === records.value.length) source = { name: '', content: null };
}

function edited() {
  if (source.content) source = { name: '', content: null };
  if (!records.value) source = { name: '', content: null };
  opened.hidden = !source.name;
  outdated();
}

/** Another day, or another day by which the contract was known. */
function changed() {
  tellOfLink('');
  linked();
  outdated();
}

/** Takes both days from the address, and says of what is none; the one by which the contract was known is not left folded away. */
function fromAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  const given = { day: said.get('day') ?? day.value, known_on: said.get('known_on') ?? '' };
  day.value = given.day;
  knownOn.value = given.known_on;
  if (given.known_on) knownOn.closest('details').open = true;
  const wrong = Object.entries(given).filter(([, value]) => value && !isDay(value));
  tellOfLink(wrong.map(([name, value]) => `The link has ${name}=${value}, which is not a day; choose one, above.`).join('\n'));
}

/** What is wrong with the link, until another is followed or a day is chosen. */
function tellOfLink(message) {
  if (message || wrongLink) shown.tellWrong(message);
  wrongLink = message;
}

/** The address has both days, never records. */
function linked() {
  const said = Object.entries({ day: day.value, known_on: knownOn.value }).filter(([, value]) => value);
  history.replaceState(null, '', `#${new URLSearchParams(said)}`);
}

/** A report stays where it is while its records are edited; that it is not of these is said. */
function outdated() {
  if (answers) short.textContent = 'What stands below is of the records and the day before they were changed. Check again.';
}

async function check() {
  clear();
  const turn = asked;
  const content = source.content ?? new TextEncoder().encode(records.value).buffer;
  if (!content.byteLength) {
    shown.tellWrong('There is nothing to check yet: open a file, take the example, or paste the records of a network.');
    return;
  }
  short.textContent = 'One moment …';
  inView();
  const given = { name: source.name, day: day.value, known_on: knownOn.value, content };
  const found = await told(python('check', given));
  if (turn !== asked) return;
  short.replaceChildren();
  if (found.error) {
    shown.tellWrong(found.error);
    return;
  }
  answers = { report: () => found, monday: once(() => told(python('monday', given))) };
  setTimeout(() => turn === asked && answers.monday(), AT_EASE);
  short.textContent = `Checked: ${found.title}.`;
  views.hidden = false;
  linked();
  look();
}

/** What is worked out when it is first asked for, and then kept. */
function once(work) {
  let kept = null;
  return () => (kept ??= work());
}

/** Shows the report, or the page for Monday, whichever is chosen. */
async function look() {
  const chosen = document.querySelector('input[name=view]:checked').value;
  const turn = asked;
  const found = await answers[chosen]();
  if (turn !== asked || chosen !== document.querySelector('input[name=view]:checked').value) return;
  if (found.error) {
    shown.hide();
    shown.tellWrong(found.error);
    return;
  }
  shown.show(found);
  document.body.dataset.answered = chosen;
}

/** What was shown before is of other records: nothing of it stays, nor comes later. */
function clear() {
  asked += 1;
  answers = null;
  shown.clear();
  views.hidden = true;
}

function say(text) {
  opened.textContent = text;
  opened.hidden = false;
}

function textOf(content) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}
