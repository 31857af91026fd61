import { describe, expect, it } from '@jest/globals';
import { checkPassword } from '../../src/domain/accounts/accountRules.js';
import { Complaints } from '../../src/domain/validation.js';

const ada = { username: 'ada.lovelace', email: 'augusta.byron@analytical.example.org' };

/** What is said about a password of Ada's; null when it is taken. */
function complaintAbout(password: string, names = ada): string | null {
  const complaints = new Complaints();
  checkPassword(complaints, 'password', password, names);
  expect(complaints.fields.length).toBeLessThan(2);
  return complaints.fields[0]?.message ?? null;
}

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    "ada's own password",
    'Lovelace and her engine',
    'an eventful evening out',
    'canada 1867 dominion',
    'pässwörd',
    '𝒜𝒜ℬ𝒞𝒟ℰℱ𝒢',
  ])('is taken: %s', (password) => {
    expect(complaintAbout(password)).toBeNull();
  });

  it.each([
    'password123',
    'PassWord123',
    'ｐａｓｓｗｏｒｄ１２３',
    'zzzzzzzz',
    'ABABABABAB',
    '23456789',
  ])('is refused as one that is tried first: %s', (password) => {
    expect(complaintAbout(password)).toMatch(/tried first: take another/);
  });

  it.each([
    'ada.lovelace',
    'ADA.LOVELACE!',
    'lovelace1815',
    'Ada-Lovelace-1815',
    'augusta.byron@analytical.example.org',
    'augusta.byron@analytical.example',
    'augusta_byron_1',
    'analytical1',
    'example2031',
    'Turnout2031!',
    'my.turnout',
    'administrator1',
    'turnoutadmin',
    'event-organiser',
    'ticket password',
    'lovelace_12345678',
  ])('is refused when a name or a word of ours is most of it: %s', (password) => {
    expect(complaintAbout(password)).toMatch(/without what is tried first/);
  });

  it('may have the names of others', () => {
    expect(complaintAbout('lovelace1815', { username: 'bob', email: 'b@x.org' })).toBeNull();
  });

  it('may have what is too short to be a name', () => {
    expect(complaintAbout('axbycz12', { username: 'axb', email: 'by@cz.org' })).toMatch(/without/);
    expect(complaintAbout('axbycz12', { username: 'dob', email: 'by@cz.org' })).toBeNull();
  });
});
