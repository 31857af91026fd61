import { describe, expect, it } from '@jest/globals';
import { createHashingGate, type Hashing } from '../../src/domain/accounts/hashingGate.js';
import { RateLimited } from '../../src/domain/accounts/rateLimited.js';

/** Work that ends when it is told to, and how much of it is under way. */
function givenWork() {
  const waiting: { end: () => void; fail: () => void }[] = [];
  const seen = { atWork: 0, most: 0, started: [] as string[] };
  const work =
    (name = '') =>
    (hashing: Hashing) =>
      hashing(async () => {
        seen.started.push(name);
        seen.atWork += 1;
        seen.most = Math.max(seen.most, seen.atWork);
        await new Promise<void>((end, fail) =>
          waiting.push({ end, fail: () => fail(new Error('failed')) }),
        );
        seen.atWork -= 1;
        return name;
      });
  /** Lets what has started finish, and what waits for it start. */
  const endAll = async () => {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      waiting.shift()?.end();
      await new Promise(setImmediate);
    }
  };
  return { work, seen, waiting, endAll };
}

describe('the gate in front of hashing', () => {
  it('lets no more work at once than it was told, in order of arrival', async () => {
    const gate = createHashingGate({ atOnce: 2, queueLengthMax: 100 });
    const { work, seen, endAll } = givenWork();
    const names = Array.from({ length: 9 }, (_, i) => `${i}`);

    const done = Promise.all(names.map((name) => gate.run(work(name))));
    await endAll();

    expect(await done).toEqual(names);
    expect(seen).toMatchObject({ most: 2, atWork: 0, started: names });
  });

  it('gives a turn to as many again, so that they are ready when a processor is free', async () => {
    const gate = createHashingGate({ atOnce: 2, queueLengthMax: 100 });
    const { work, seen, waiting, endAll } = givenWork();
    const begun: number[] = [];
    const done = Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        gate.run((hashing) => {
          begun.push(i);
          return work(`${i}`)(hashing);
        }),
      ),
    );
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(seen.atWork).toBe(2);

    waiting.shift()?.end();
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(seen.atWork).toBe(2);
    await endAll();
    await done;
  });

  it('refuses at once who would wait behind too many, and serves the others', async () => {
    const gate = createHashingGate({ atOnce: 1, queueLengthMax: 3 });
    const { work, endAll, seen } = givenWork();

    const outcomes = Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => gate.run(work(`${i}`))),
    );
    await endAll();

    expect((await outcomes).map(({ status }) => status)).toEqual([
      ...Array(4).fill('fulfilled'),
      ...Array(2).fill('rejected'),
    ]);
    expect(seen.started).toHaveLength(4);
    await expect(Promise.all([gate.run(work()), endAll()])).resolves.toBeDefined();
  });

  it('says when to try again', async () => {
    const gate = createHashingGate({ atOnce: 1, queueLengthMax: 0 });
    const { work, endAll } = givenWork();
    const first = gate.run(work());
    const refused = await gate.run(work()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RateLimited);
    expect(refused).toMatchObject({ retryAfterSeconds: 1 });
    await endAll();
    await first;
  });

  it('keeps one source from filling the queue: others still come in', async () => {
    const gate = createHashingGate({ atOnce: 1, queueLengthMax: 100 });
    const { work, endAll } = givenWork();

    const flood = Promise.allSettled(Array.from({ length: 50 }, () => gate.run(work(), 'flood')));
    const other = gate.run(work('other'), 'elsewhere');
    await endAll();

    expect((await flood).filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
    expect(await other).toBe('other');
  });

  it('gives the place of work that fails to the next', async () => {
    const gate = createHashingGate({ atOnce: 1, queueLengthMax: 10 });
    const { work, waiting, endAll } = givenWork();
    const first = gate.run(work());
    const second = gate.run(work('second'));
    await new Promise(setImmediate);
    waiting.shift()?.fail();
    await expect(first).rejects.toThrow('failed');
    await new Promise(setImmediate);
    await endAll();
    expect(await second).toBe('second');
  });
});
