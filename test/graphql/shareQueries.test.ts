import { describe, expect, it } from '@jest/globals';
import { type ExecutionResult, GraphQLError, parse } from 'graphql';
import { viewerWith } from '../../src/domain/sharing/viewer.js';
import type { RequestContext } from '../../src/graphql/context.js';
import {
  createQuerySharing,
  isShared,
  type SharedExecutionArgs,
} from '../../src/graphql/execution/shareQueries.js';
import { createSchema } from '../../src/graphql/schema.js';

const schema = createSchema();
const query = parse('query ($id: ID!) { event(id: $id) { id } }');
const nobody = viewerWith(undefined, true);
const ada = { id: 'ada', timezone: 'UTC', role: 'USER' } as RequestContext['viewer']['user'];

/** An executor whose executions end when they are told to. */
function slowly() {
  const begun: { args: SharedExecutionArgs; end(answer?: ExecutionResult): void }[] = [];
  const share = createQuerySharing(
    (args) =>
      new Promise((resolve) => {
        const number = begun.length;
        const end = (answer = { data: { number } }) => resolve(answer);
        begun.push({ args: args as SharedExecutionArgs, end });
      }),
  );
  const ask = (
    args: Partial<SharedExecutionArgs> = {},
    context: Partial<RequestContext> = {},
    onJoined?: () => void,
  ) => {
    const contextValue = { viewer: nobody, now: new Date(0), ...context } as RequestContext;
    const given = { schema, document: query, variableValues: { id: 'a' }, contextValue, ...args };
    return share(given, onJoined);
  };
  return { begun, ask };
}

/** The event loop comes round. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** It comes round often enough for all to begin that is to. */
async function turns(): Promise<void> {
  for (let i = 0; i < 4; i++) await turn();
}

describe('sharing executions', () => {
  it('executes what nobody else is asking in the turn of the event loop in which it came', async () => {
    const { begun, ask } = slowly();
    void ask();
    await turn();
    expect(begun.length).toBe(1);
  });

  it('executes once for all who came in one turn', async () => {
    const { begun, ask } = slowly();
    const answers = [ask(), ask(), ask()];
    await turns();
    begun[0]?.end();
    await turns();
    expect(begun.length).toBe(1);
    const [one, ...others] = (await Promise.all(answers)).map(({ data }) => data as object);
    expect(others).toEqual([one, one]);
    expect(isShared(one as object)).toBe(true);
  });

  it('waits while each turn brings somebody, but not for ever', async () => {
    const { begun, ask } = slowly();
    void ask();
    let count = 1;
    for (; begun.length === 0 && count < 100; count++) {
      void ask();
      await turn();
      if (count === 3) expect(begun.length).toBe(0);
    }
    expect(count).toBe(6);
  });

  it('answers those who ask meanwhile together, by an execution that begins after all of them', async () => {
    const { begun, ask } = slowly();
    const first = ask();
    await turns();
    const second = ask();
    const third = ask();
    await turns();
    expect(begun.length).toBe(1);

    begun[0]?.end();
    expect(await first).toEqual({ data: { number: 0 } });
    await turns();
    expect(begun.length).toBe(2);
    const fourth = ask();
    await turns();
    begun[1]?.end();
    expect(await second).toEqual({ data: { number: 1 } });
    expect((await third).data).toBe((await second).data);
    expect([(await first).data, (await second).data].map((data) => data && isShared(data))).toEqual(
      [false, true],
    );
    await turns();
    begun[2]?.end();
    expect(await fourth).toEqual({ data: { number: 2 } });

    void ask();
    await turn();
    expect(begun.length).toBe(4); // nobody is waiting any more: at once again
  });

  it('hears those who are at the door when an execution ends', async () => {
    const { begun, ask } = slowly();
    void ask();
    await turns();
    void ask();
    begun[0]?.end();
    for (let i = 0; i < 2; i++) await turn();
    void ask();
    await turns();
    begun[1]?.end();
    await turns();
    expect(begun.length).toBe(2);
  });

  it('tells those who join others so, as long as they are not too many', async () => {
    const { ask } = slowly();
    let joined = 0;
    const join = () => {
      joined += 1;
    };
    for (let i = 0; i < 150; i++) void ask({}, {}, join);
    expect(joined).toBe(99);
  });

  it('asks at the time of the one whose clock is the latest', async () => {
    const { begun, ask } = slowly();
    for (const ms of [5, 9, 7]) void ask({}, { now: new Date(ms) });
    await turns();
    expect(begun[0]?.args.contextValue.now).toEqual(new Date(9));
  });

  const secret = `${'A'.repeat(63)}B`;
  it.each<[string, Partial<SharedExecutionArgs>, Partial<RequestContext>]>([
    ['other variables', { variableValues: { id: 'b' } }, {}],
    ['another document', { document: parse('{ viewer { id } }') }, {}],
    ['another viewer', {}, { viewer: viewerWith(undefined, true, ada, 'session') }],
    ['a manage secret', {}, { viewer: viewerWith(secret, true) }],
    ['other settings', {}, { viewer: viewerWith(undefined, false) }],
    ['variables beyond JSON', { variableValues: { id: Number.NaN } }, {}],
    ['long variables', { variableValues: { id: 'x'.repeat(3_000) } }, {}],
  ])('does not share with %s', async (_what, args, context) => {
    const { begun, ask } = slowly();
    void ask();
    void ask(args, context);
    await turns();
    expect(begun.length).toBe(2);
  });

  it.each([
    ['mutations', 'mutation { signOut { __typename } }'],
    ['questions with a secret', '{ attendee(secret: "x") { id } }'],
    ['what has the secret in a variable', 'query ($s: String!) { attendee(secret: $s) { id } }'],
  ])('never shares %s', (_what, text) => {
    const { begun, ask } = slowly();
    const document = parse(text);
    for (let i = 0; i < 3; i++) void ask({ document });
    expect(begun.length).toBe(3);
  });

  it('does not share between viewers of whom one was changed', async () => {
    const { begun, ask } = slowly();
    const as = (user: typeof ada) => ({ viewer: viewerWith(undefined, true, user, 'session') });
    void ask({}, as(ada));
    void ask({}, as({ ...(ada as NonNullable<typeof ada>), timezone: 'Asia/Tokyo' }));
    await turns();
    expect(begun.length).toBe(2);
  });

  it('gives each caller errors of their own, to be marked with their request', async () => {
    const { begun, ask } = slowly();
    const answers = [ask(), ask()];
    await turns();
    const cause = new Error('lost');
    const error = new GraphQLError('lost', { path: ['event'], originalError: cause });
    begun[0]?.end({ data: { event: null }, errors: [error] });
    const [one, other] = (await Promise.all(answers)).map(({ errors }) => errors?.[0]);
    expect(one).toMatchObject({ message: 'lost', path: ['event'], originalError: cause });
    expect(one?.extensions).not.toBe(other?.extensions);
  });

  it('goes on after an execution that threw', async () => {
    let calls = 0;
    const share = createQuerySharing(() => {
      calls += 1;
      throw new Error('no');
    });
    const contextValue = { viewer: nobody, now: new Date() } as RequestContext;
    const args = { schema, document: query, contextValue };
    for (const round of [1, 2]) {
      const answers = await Promise.allSettled([share(args), share(args)]);
      expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(calls).toBe(round);
    }
  });
});

/** A counter that is read by shared executions, each of which takes a while after it has looked. */
function counter(share: (ask: () => Promise<number>) => () => Promise<number>) {
  let written = 0;
  const read = share(async () => {
    const seen = written;
    await turns();
    return seen;
  });
  /** Writers who read what they wrote; how many found it missing. */
  return async () => {
    let missing = 0;
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        for (let round = 0; round < 30; round++) {
          for (let wait = 0; wait < (i * 7 + round) % 31; wait++) await turn();
          written += 1;
          const mine = written;
          if ((await read()) < mine) missing += 1;
        }
      }),
    );
    return missing;
  };
}

describe('who writes and then asks', () => {
  it('always finds what they wrote', async () => {
    const run = counter((ask) => {
      const share = createQuerySharing(async () => ({ data: { seen: await ask() } }));
      const contextValue = { viewer: nobody, now: new Date() } as RequestContext;
      return async () =>
        (await share({ schema, document: query, contextValue })).data?.seen as number;
    });
    expect(await run()).toBe(0);
  });

  it('would not, if they joined the execution under way, so the test above can fail', async () => {
    const run = counter((ask) => {
      let underWay: Promise<number> | null = null;
      return () => {
        underWay ??= ask().finally(() => {
          underWay = null;
        });
        return underWay;
      };
    });
    expect(await run()).toBeGreaterThan(0);
  });
});
