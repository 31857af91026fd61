import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type DocumentNode, execute, Kind, parse, validate, visit } from 'graphql';

const readme = readFileSync('README.md', 'utf8');
const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** The operations of README, each with the answer that stands under it. */
const examples = [
  ...readme.matchAll(/#### (.+)\n[^#]*?```graphql\n([^`]+)```\n\n```json\n([^`]+)```/g),
].map(([, title, operation, answer]) => ({
  title: title as string,
  document: parse(operation as string),
  answer: JSON.parse(answer as string),
}));

describe('README', () => {
  it('has an example for every query, mutation and subscription', () => {
    const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = types.flatMap((type) => Object.keys(type?.getFields() ?? {}));
    const shown = new Set(examples.flatMap(({ document }) => rootFieldsOf(document)));
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
  });

  it.each(examples)('shows an operation that the schema accepts: $title', ({ document }) => {
    expect(validate(schema, document)).toEqual([]);
  });

  // Completing the shown answer against its own operation drops what was not asked for, and
  // complains about what is missing or of another type.
  it.each(examples)(
    'shows an answer that fits its operation: $title',
    async ({ document, answer }) => {
      const completed = await execute({ schema, document, rootValue: answer.data });
      expect(JSON.parse(JSON.stringify(completed))).toEqual(answer);
    },
  );

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names only files and folders that there are', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path as string);
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) expect(() => readFileSync(path)).not.toThrow(/ENOENT/);
  });
});

function rootFieldsOf(document: DocumentNode): string[] {
  const fields: string[] = [];
  visit(document, {
    OperationDefinition({ selectionSet }) {
      for (const selection of selectionSet.selections) {
        if (selection.kind === Kind.FIELD) fields.push(selection.name.value);
      }
    },
  });
  return fields;
}
