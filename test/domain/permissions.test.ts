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
} from '../../src/domain/sharing/permissions.js';
import { administrator, viewerWith } from '../../src/domain/sharing/viewer.js';

const [id, otherId] = [newId(), newId()];
const [secret, reissued, others] = [createSecret(id), createSecret(id), createSecret(otherId)];

const publicEvent: GuardedEvent = {
  id,
  visibility: 'PUBLIC',
  manageSecretHash: secret.hash,
  owned: false,
  viewerRole: null,
};
const privateEvent: GuardedEvent = { ...publicEvent, visibility: 'PRIVATE' };

const owner = viewerWith(secret.text, false);
const anyone = viewerWith(undefined, false);
const anyoneWhereOpen = viewerWith(undefined, true);

const twenty = Array.from({ length: 20 }, () => createSecret(newId()).text);
/** The same random part under another event's id. */
const transplanted = createSecret(otherId).text.slice(0, 22) + secret.text.slice(22);

describe('the part of the owner', () => {
  it.each<[who: string, plays: boolean, header: string | undefined]>([
    ['nothing', false, undefined],
    ['an empty header', false, ''],
    ['the secret', true, secret.text],
    ['the secret between blanks', true, `  ${secret.text}\t`],
    ['the secret beside others', true, `${others.text}, ${secret.text}`],
    ['the secret beside nonsense', true, `,nonsense,,${secret.text},`],
    ['the secret in the twentieth place', true, [...twenty.slice(1), secret.text].join(',')],
    ['the secret in a place beyond', false, [...twenty, secret.text].join(',')],
    ["another event's secret", false, others.text],
    ['another secret for the same id', false, reissued.text],
    ['the random part under another id', false, transplanted],
    ['the secret in capitals', false, secret.text.toUpperCase()],
    ['the secret less a character', false, secret.text.slice(0, -1)],
    ['the secret and a character', false, `${secret.text}A`],
    ['the hash', false, Buffer.from(secret.hash).toString('base64url')],
    ['the id', false, id],
  ])('is played by someone who sends %s: %s', (_what, plays, header) => {
    expect(may(publicEvent, viewerWith(header, false), 'deleteEvent')).toBe(plays);
    expect(may(privateEvent, viewerWith(header, true), 'deleteEvent')).toBe(plays);
    expect(maySee(privateEvent, viewerWith(header, true))).toBe(plays);
  });

  it('is played by whoever runs a command on the database itself', () => {
    expect(may(privateEvent, administrator, 'deleteEvent')).toBe(true);
  });

  it('is played by nobody on an event that no secret manages', () => {
    for (const manageSecretHash of [null, new Uint8Array()]) {
      expect(may({ ...publicEvent, manageSecretHash }, owner, 'deleteEvent')).toBe(false);
    }
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
    ['a private event', 'an administrator', privateEvent, administrator, true],
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
    expect(refuse(privateEvent, administrator, action)).toBeNull();
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
    ['of a private event, an administrator', privateEvent, administrator, true],
  ])('%s', (_who, event, viewer, readable) => {
    expect(mayReadAttendees(event, viewer)).toBe(readable);
  });
});
