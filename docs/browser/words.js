// Days and names as people write them.

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `2020-05-01` as `1 May 2020`. */
export function dayInWords(day) {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** The day of the week of a day, `2020-05-01`: `Friday`. */
export function weekdayOf(day) {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
}

/** `2020-05` as `May 2020`. */
export function monthInWords(month) {
  const [year, number] = month.split('-').map(Number);
  return `${MONTHS[number - 1]} ${year}`;
}

/** The number of a month that is named, in full or by its first letters; 0 where it is none. */
export function monthNamed(word) {
  const begun = word.toLowerCase();
  return begun.length < 3 ? 0 : MONTHS.findIndex(month => month.toLowerCase().startsWith(begun)) + 1;
}

/** A day of the calendar as `2020-05-01`; null where there is no such day. */
export function isoDay(year, month, date) {
  const day = new Date(Date.UTC(year, month - 1, date));
  if (day.getUTCMonth() !== month - 1 || day.getUTCDate() !== date) return null;
  return day.toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar, as `2020-05-01`. */
export function isDay(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return Boolean(parts) && isoDay(...parts.slice(1).map(Number)) !== null;
}

/** The contract year that a day lies in, `2020/21`: it begins on 1 April. */
export function yearOf(day) {
  const [year, month] = day.split('-').map(Number);
  const begins = month >= 4 ? year : year - 1;
  return `${begins}/${String((begins + 1) % 100).padStart(2, '0')}`;
}

/** Today, or the nearest day that the data cover. */
export function todayWithin({ first, last }) {
  const now = new Date();
  const today = isoDay(now.getFullYear(), now.getMonth() + 1, now.getDate());
  return today < first ? first : today > last ? last : today;
}

/** A name without capitals, hyphens and signs, its words apart. */
export function bare(text) {
  return text.toLowerCase().replaceAll('&', ' and ').replace(/[’']s\b/g, 's').match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
}
