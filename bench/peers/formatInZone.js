// Spells an instant in a zone, quickly: offsets change at quarters of an hour at most, so Node is
// asked once for each quarter and zone.
const QUARTER_MS = 900_000;
const KEPT_MAX = 100_000;
const formats = new Map();
const offsets = new Map();

/** @returns `2025-03-30T03:00:00+02:00`; `Z` in UTC */
export function formatInZone(instant, timezone) {
  const ms = instant.getTime();
  if (timezone === 'UTC') return `${instant.toISOString().slice(0, 19)}Z`;
  const { shiftMs, suffix } = offsetAt(ms, timezone);
  return new Date(ms + shiftMs).toISOString().slice(0, 19) + suffix;
}

function offsetAt(ms, timezone) {
  let ofZone = offsets.get(timezone);
  if (!ofZone || ofZone.size > KEPT_MAX) {
    ofZone = new Map();
    offsets.set(timezone, ofZone);
  }
  const quarter = Math.floor(ms / QUARTER_MS);
  let found = ofZone.get(quarter);
  if (!found) {
    found = askNode(ms, timezone);
    ofZone.set(quarter, found);
  }
  return found;
}

function askNode(ms, timezone) {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    formats.set(timezone, format);
  }
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName').value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name);
  const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return {
    shiftMs: sign === '-' ? -shift : shift,
    suffix: `${sign ?? '+'}${hours ?? '00'}:${minutes ?? '00'}`,
  };
}
