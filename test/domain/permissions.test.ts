import { describe, expect, it } from '@jest/globals';
import { newId } from '../../src/data/newId.js';
import { createSecret } from '../../src/domain/secret.js';
import {
  type Action,
  type GuardedEvent,
  may,
  mayReadAttendees,
  maySee,
  refuse,
  roleOn,
} from '../../src/domain/sharing/permissions.js';
import { viewerWith } from '../../src/domain/sharing/viewer.js';

const [id, otherId] = [newId(), newId()];
const [secret, reissued, others] = [createSecret(id), createSecret(id), createSecret(otherId)];

const publicEvent: GuardedEvent = { id, visibility: 'PUBLIC', manageSecretHash: secret.hash };
const privateEvent: GuardedEvent = { ...publicEvent, visibility: 'PRIVATE' };

const owner = viewerWith(secret.text, false);
const anyone = viewerWith(undefined, false);
const anyoneWhereOpen = viewerWith(undefined, true);

const twenty = Array.from({ length: 20 }, () => createSecret(newId()).text);
/** The same random part under another event's id. */
const transplanted = createSecret(otherId).text.slice(0, 22) + secret.text.slice(22);

describe('roleOn', () => {
  it.each<[what: string, header: string | undefined, role: 'OWNER' | null]>([
    ['nothing', undefined, null],
    ['an empty header', '', null],
    ['the secret', secret.text, 'OWNER'],
    ['the secret between blanks', `  ${secret.text}\t`, 'OWNER'],
    ['the secret beside others', `${others.text}, ${secret.text}`, 'OWNER'],
    ['the secret beside nonsense', `,nonsense,,${secret.text},`, 'OWNER'],
    ['the secret in the twentieth place', [...twenty.slice(1), secret.text].join(','), 'OWNER'],
    ['the secret in a place beyond', [...twenty, secret.text].join(','), null],
    ["another event's secret", others.text, null],
    ['another secret for the same id', reissued.text, null],
    ['the random part under another id', transplanted, null],
    ['the secret in capitals', secret.text.toUpperCase(), null],
    ['the secret less a character', secret.text.slice(0, -1), null],
    ['the secret and a character', `${secret.text}A`, null],
    ['the hash', Buffer.from(secret.hash).toString('base64url'), null],
    ['the id', id, null],
  ])('of someone who sends %s', (_what, header, role) => {
    expect(roleOn(publicEvent, viewerWith(header, false))).toBe(role);
    expect(roleOn(privateEvent, viewerWith(header, true))).toBe(role);
  });

  it('is none on an event that no secret manages', () => {
    expect(roleOn({ ...publicEvent, manageSecretHash: null }, owner)).toBeNull();
    expect(roleOn({ ...publicEvent, manageSecretHash: new Uint8Array() }, owner)).toBeNull();
  });
});

describe('maySee', () => {
  it.each([
    ['a public event', 'anyone', publicEvent, anyone, true],
    ['a public event', 'its owner', publicEvent, owner, true],
    ['a private event', 'anyone', privateEvent, anyone, false],
    [
      'a private event',
      'anyone, where anonymous events are allowed',
      privateEvent,
      anyoneWhereOpen,
      false,
    ],
    ['a private event', 'its owner', privateEvent, owner, true],
  ])('%s, %s', (_event, _viewer, event, viewer, visible) => {
    expect(maySee(event, viewer)).toBe(visible);
  });
});

type Answer = 'yes' | 'absent' | 'VIEWER' | 'EDITOR' | 'OWNER';

/** For someone without a role: on a public event, on one where anonymous events are allowed, on a private one. */
const actions: [action: Action, publicly: Answer, whereOpen: Answer, privately: Answer][] = [
  ['readAttendees', 'VIEWER', 'yes', 'absent'],
  ['updateEvent', 'EDITOR', 'EDITOR', 'absent'],
  ['manageAttendees', 'EDITOR', 'EDITOR', 'absent'],
  ['cancelEvent', 'OWNER', 'OWNER', 'absent'],
  ['deleteEvent', 'OWNER', 'OWNER', 'absent'],
];

const refusals = {
  yes: null,
  absent: { kind: 'eventNotFound' },
  VIEWER: { kind: 'permissionDenied', requiredRole: 'VIEWER' },
  EDITOR: { kind: 'permissionDenied', requiredRole: 'EDITOR' },
  OWNER: { kind: 'permissionDenied', requiredRole: 'OWNER' },
};

describe('refuse', () => {
  it.each(actions)(
    'to %s: public %s, where open %s, private %s',
    (action, publicly, whereOpen, privately) => {
      expect(refuse(publicEvent, anyone, action)).toEqual(refusals[publicly]);
      expect(refuse(publicEvent, anyoneWhereOpen, action)).toEqual(refusals[whereOpen]);
      expect(refuse(privateEvent, anyone, action)).toEqual(refusals[privately]);
      expect(refuse(privateEvent, anyoneWhereOpen, action)).toEqual(refusals[privately]);
    },
  );

  it.each(actions)('nothing to the owner who wants to %s', (action) => {
    expect(refuse(publicEvent, owner, action)).toBeNull();
    expect(refuse(privateEvent, owner, action)).toBeNull();
    expect(may(privateEvent, owner, action)).toBe(true);
  });

  it.each(actions)('what is hidden like what is absent: %s', (action) => {
    expect(refuse(privateEvent, anyone, action)).toEqual(refuse(null, anyone, action));
    expect(refuse(privateEvent, anyoneWhereOpen, action)).toEqual(
      refuse(null, anyoneWhereOpen, action),
    );
    expect(refuse(null, owner, action)).toEqual({ kind: 'eventNotFound' });
  });
});

describe('mayReadAttendees', () => {
  it.each([
    ['of a public event, anyone', publicEvent, anyone, false],
    [
      'of a public event, anyone where anonymous events are allowed',
      publicEvent,
      anyoneWhereOpen,
      true,
    ],
    ['of a public event, its owner', publicEvent, owner, true],
    ['of a private event, anyone', privateEvent, anyone, false],
    [
      'of a private event, anyone where anonymous events are allowed',
      privateEvent,
      anyoneWhereOpen,
      false,
    ],
    ['of a private event, its owner', privateEvent, owner, true],
  ])('%s', (_who, event, viewer, readable) => {
    expect(mayReadAttendees(event, viewer)).toBe(readable);
  });
});
