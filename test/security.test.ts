import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { CONTEXT_WORDS } from '../src/domain/accounts/accountRules.js';

const security = readFileSync('SECURITY.md', 'utf8');
const settings = parseEnv(readFileSync('.env.example', 'utf8'));

/** The controls of levels 1 and 2 that OWASP ASVS 5.0.0 has in V4 and V6 to V9, by section. */
const CONTROLS: Record<string, number[]> = {
  'V4.1': [1, 2, 3],
  'V4.2': [1],
  'V4.3': [1, 2],
  'V4.4': [1, 2, 3, 4],
  'V6.1': [1, 2, 3],
  'V6.2': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  'V6.3': [1, 2, 3, 4],
  'V6.4': [1, 2, 3, 4],
  'V6.5': [1, 2, 3, 4, 5],
  'V6.6': [1, 2, 3],
  'V6.8': [1, 2, 3, 4],
  'V7.1': [1, 2, 3],
  'V7.2': [1, 2, 3, 4],
  'V7.3': [1, 2],
  'V7.4': [1, 2, 3, 4, 5],
  'V7.5': [1, 2],
  'V7.6': [1, 2],
  'V8.1': [1, 2],
  'V8.2': [1, 2, 3],
  'V8.3': [1],
  'V8.4': [1],
  'V9.1': [1, 2, 3],
  'V9.2': [1, 2, 3, 4],
};

const rows = [...security.matchAll(/^\| (V\d+\.\d+\.\d+) .+ \| (.*) \| (.*) \|$/gm)].map(
  ([, control, verdict, how]) => ({ control, verdict, how }),
);

describe('SECURITY.md', () => {
  it('has the defaults of all bounds', () => {
    const told = [...security.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const bounds = Object.entries(settings).filter(([name]) =>
      /^(BODY|BULK|HEADERS|REQUEST|SILENCE|KEEP|DOCUMENT|INTROSPECTION|OPERATION|SOCKETS?|READS|WRITES|LOOP)_|_PER_MINUTE_MAX$|_QUEUE_MAX$/.test(
        name,
      ),
    );
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(bounds));
  });

  it('has a line for every control, in their order', () => {
    const controls = Object.entries(CONTROLS).flatMap(([section, numbers]) =>
      numbers.map((number) => `${section}.${number}`),
    );
    expect(rows.map(({ control }) => control)).toEqual(controls);
  });

  it('says of each whether it is held, and how, or why not', () => {
    for (const { verdict, how } of rows) {
      expect(verdict).toMatch(/^(held|yours|not met|does not apply)$/);
      expect(how).toMatch(/\S/);
    }
  });

  it('names only tests that there are', () => {
    const named = [...security.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path as string);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('has the words that passwords may not be', () => {
    const [, words] = /without these words: (.+)\.\n/.exec(security) ?? [];
    expect(words?.split(', ')).toEqual(CONTEXT_WORDS);
  });

  it('links to what there is', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toContain('](SECURITY.md)');
    expect(readme).toContain('\n### How much one may ask for\n');
  });
});
