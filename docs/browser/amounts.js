// Reads the numbers that a text names: amounts, and counts under their labels. One that is not sure is told, never cut.

const SPACED = '\\d{1,3}(?: \\d{3}(?![\\d,.]))+(?:\\.\\d+)?'; // 42 000
const PLAIN = '\\d+(?:,\\d+)*(?:\\.\\d+)?';
const NUMBER = new RegExp(`(?<![\\w.,]|[a-z][-–])([-−–]?)(£ ?)?(${SPACED}|${PLAIN})(?: ?(k|m|thousand|million)\\b)?((?:[.,]?\\w)*%?)`, 'gi');
const TIMES = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };
const WHAT = '(?: (?:population|list(?: size)?|patients))?';
const LABELS = [ // in this order: the patients of "adjusted patients" are no label of their own
  ['adjusted', new RegExp(`\\badjusted${WHAT}\\b`, 'gi')],
  ['weighted', new RegExp(`\\bweighted${WHAT}\\b`, 'gi')],
  ['beds', /\bbeds\b/gi],
  ['registered', new RegExp(`\\b(?:patients registered|registered${WHAT}|list(?: size)?|patients)\\b`, 'gi')],
];
const RATE = /\bper (?:[\d,]+ )?(?:\w+ )?(?:patients|beds)\b/gi;

/** A text in which what belongs to a number is joined, and what does not is apart: thin spaces, `.5`, `0.5WTE`. */
export function joined(text) {
  return text
    .replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/g, ',')
    .replace(/(?<![\w.,])\.(?=\d)/g, '0.')
    .replace(/(?<=\d)(?=(?:wte|fte)\b)/gi, ' ');
}

/** The numbers of a text in their order: where each stands, the words in which it is `said`, its `value` or what is `wrong`. */
export function numbersIn(text) {
  return [...text.matchAll(NUMBER)].map(found => {
    const [whole, minus, pound, digits, times, more] = found;
    const place = { said: whole.trim(), at: found.index, end: found.index + whole.length, pound: Boolean(pound) };
    return { ...place, ...valueOf(place.said, minus, digits, times, more) };
  });
}

function valueOf(said, minus, digits, times, more) {
  if (more) return { wrong: `'${said}' is not a number here; write it in digits, as 42000` };
  if (minus) return { wrong: `'${said}' is less than nothing; write it without the sign` };
  if (digits.includes(' ') && !/^\d+(?: 0\d\d)+(?:\.\d+)?$/.test(digits)) return { wrong: `'${said}' may be one number or several; write one as 42,500` };
  if (digits.includes(',') && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return { wrong: `'${said}' has a comma where no thousands are; write it as 42,000` };
  if (!times && /^[1-9]\d{0,2}\.\d{3}$/.test(digits)) return { wrong: `'${said}' may be a thousand times as much; write it as 42,000 or as 42` };
  const plain = digits.replace(/[ ,]/g, '');
  return { value: times ? String(Number((Number(plain) * TIMES[times.toLowerCase()]).toFixed(2))) : plain };
}

/**
 * The counts of a text, each under its own label, whichever of both is said first: what is `found`, the numbers that were
 * `used` for it, and what is `wrong`. It is sure where one way alone gives each number a label beside it and each label a
 * number. A number alone (`isAlone`), that is large enough, is that of registered patients.
 */
export function countsIn(text, numbers) {
  const counted = numbers.filter(({ pound, at }) => !pound && !/\bper $/i.test(text.slice(0, at)));
  const labels = labelsIn(text.replace(RATE, said => ' '.repeat(said.length)));
  const wrong = [...new Set(counted.flatMap(one => one.wrong ?? []))];
  if (!labels.length) {
    const large = counted.filter(({ said }) => /\d{4}|\d[ ,.]\d{3}|\d ?[km]/i.test(said));
    if (large.length !== 1) return { found: {}, used: [], wrong: [] };
    return { found: wrong.length ? {} : { registered: large[0].value }, used: large, wrong: large[0].wrong ? [large[0].wrong] : [], isAlone: true };
  }
  if (!counted.length || wrong.length) return { found: {}, used: counted, wrong };
  const ways = waysOf([...labels, ...counted].sort((one, other) => one.at - other.at));
  if (ways.length !== 1) {
    const said = counted.map(one => one.said).join(' and ');
    return { found: {}, used: counted, wrong: [`Say which number is which, of ${said}: as registered 42,000, adjusted 43,000, weighted 41,000, beds 120`] };
  }
  const parts = Object.entries(ways[0]).filter(([, value]) => !/^\d+$/.test(value));
  return { found: ways[0], used: counted, wrong: parts.map(([label, value]) => `'${value}' is no count (${label}); write a whole number, as 42000`) };
}

/** Where a text has the labels of counts. */
function labelsIn(text) {
  let rest = text;
  return LABELS.flatMap(([label, pattern]) => {
    const found = [...rest.matchAll(pattern)].map(({ index }) => ({ label, at: index }));
    rest = rest.replace(pattern, said => ' '.repeat(said.length));
    return found;
  });
}

/** Every way to give each number a label beside it, so that no label that is named is left without a number. */
function waysOf(parts) {
  const named = new Set(parts.flatMap(({ label }) => label ?? []));
  let ways = [{}];
  for (const [place, { label, value }] of parts.entries()) {
    if (label) continue;
    const beside = [parts[place - 1]?.label, parts[place + 1]?.label].filter(Boolean);
    ways = ways.flatMap(way => beside.filter(one => !(one in way)).map(one => ({ ...way, [one]: value })));
  }
  const whole = ways.filter(way => Object.keys(way).length === named.size).map(way => Object.entries(way).sort());
  return [...new Set(whole.map(way => JSON.stringify(way)))].map(way => Object.fromEntries(JSON.parse(way)));
}
