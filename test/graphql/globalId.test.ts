import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromString, fromUUID, parseTypeId, toUUID } from 'typeid-js';
import { readGlobalId, toGlobalId, uuidOf } from '../../src/graphql/globalId.js';

// The package `typeid-js` is the specification's own: what it makes and reads, we make and read.

it('ids are those of the specification, and say which UUID is in them', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const id = toGlobalId('attendee', uuid);
      expect(id).toBe(fromUUID(uuid, 'attendee'));
      expect(readGlobalId(id)).toEqual({ type: 'attendee', uuid });
    }),
    { numRuns: 1_000 },
  );
});

it('what the specification refuses is no id', () => {
  const id = toGlobalId('event', '0188bac7-4afa-78aa-bc3b-bd1eef28d881');
  const changed = fc
    .tuple(
      fc.nat(id.length - 1),
      fc.constantFrom('', '_', '8', 'l', 'i', 'u', 'é', 'A', '00', '\0'),
    )
    .map(([at, text]) => id.slice(0, at) + text + id.slice(at + 1));
  fc.assert(
    fc.property(
      fc.oneof(
        changed,
        fc.string(),
        fc.string().map((s) => `event_${s}`),
      ),
      (text) => {
        const read = specified(text);
        if (read) expect(readGlobalId(text)).toEqual(read);
      },
    ),
    { numRuns: 2_000 },
  );
  const bad = ['', 'event', 'event_', '_01h455vb4pex5vsknk084sn02q', '01h455vb4pex5vsknk084sn02q'];
  const digits = '01h455vb4pex5vsknk084sn02q';
  const worse = [
    `EVENT_${digits}`,
    `event_${digits}0`,
    `event_8${digits.slice(1)}`,
    `event_${digits.toUpperCase()}`,
  ];
  for (const text of [...bad, ...worse, `event_${digits.replace('h', 'l')}`, `event-${digits}`]) {
    expect({ text, read: readGlobalId(text) }).toEqual({ text, read: null });
  }
});

it('the id of another type is that of nobody', () => {
  const uuid = '0188bac7-4afa-78aa-bc3b-bd1eef28d881';
  expect(uuidOf('event', toGlobalId('event', uuid))).toBe(uuid);
  expect(uuidOf('event', toGlobalId('user', uuid))).toBe('00000000-0000-0000-0000-000000000000');
  expect(uuidOf('event', 'nonsense')).toBe('00000000-0000-0000-0000-000000000000');
});

function specified(text: string) {
  try {
    const id = fromString(text);
    const { prefix } = parseTypeId(id);
    return prefix === '' ? null : { type: prefix, uuid: toUUID(id) };
  } catch {
    return null;
  }
}
