import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { check } from './checker.js';
import { accuse } from './report.js';
import { run } from './run.js';
import { type System, startOwnSystem } from './system.js';

// The short form of `npm run torture`.

jest.setTimeout(180_000);

let system: System;
beforeAll(async () => {
  system = await startOwnSystem(2);
});
afterAll(() => system.stop());

describe('two servers and their PostgreSQL, killed again and again under load', () => {
  it('keep every promise', async () => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const outcome = await run(system, {
      seed,
      durationMs: 8_000,
      clients: 12,
      hotEvents: 2,
      coldEvents: 4,
      killGapMs: [500, 1_500],
      killsMin: 3,
      requestsMin: 300,
    });

    const { histories, incidents } = outcome;
    const accusations = accuse(check(histories), histories);
    expect({ seed, accusations, incidents }).toEqual({ seed, accusations: '', incidents: [] });
    expect(outcome.kills).toEqual(expect.arrayContaining(['server 0', 'postgres', 'session']));
  });
});
