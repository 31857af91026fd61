// Draws the tables of prisma/schema.prisma as a Mermaid diagram between two marks in README.md.
//
//   node build/erDiagram.js            writes it
//   node build/erDiagram.js --check    fails when what stands there is not what would be written
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './run.js';

const readme = join(project, 'README.md');
const marks = /(?<=<!-- er:start -->\n).*(?=<!-- er:end -->)/s;

/** What PostgreSQL calls Prisma's types, where the schema does not name another with `@db`. */
const columnTypes = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double',
  Decimal: 'decimal',
  Boolean: 'boolean',
  DateTime: 'timestamp',
  Bytes: 'bytea',
  Json: 'jsonb',
};

const text = readFileSync(readme, 'utf8');
if (!marks.test(text)) fail('README.md has no <!-- er:start --> before an <!-- er:end -->.');
const schema = readFileSync(join(project, 'prisma', 'schema.prisma'), 'utf8');
const drawn = `\n\`\`\`mermaid\n${draw(readModels(schema))}\n\`\`\`\n\n`;
const updated = text.replace(marks, () => drawn);

if (!process.argv.includes('--check')) writeFileSync(readme, updated);
else if (updated !== text) fail('README.md does not show prisma/schema.prisma: npm run generate');

/** @returns models with their fields: `{ name, type, list, optional, attributes, comment }` */
function readModels(schema) {
  const blocks = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)];
  return blocks.map(([, name, body]) => ({ name, ...readBody(body) }));
}

function readBody(body) {
  const fields = [];
  let comment = [];
  for (const line of body.split('\n').map((line) => line.trim())) {
    if (line.startsWith('///')) comment.push(line.slice(3).trim());
    const [, name, type, list, optional, attributes] =
      /^(\w+)\s+(\w+(?:\("[^"]*"\))?)(\[\])?(\?)?\s*(.*)$/.exec(line) ?? [];
    if (!name) continue;
    fields.push({ name, type, list, optional, attributes, comment: comment.join(' ') });
    comment = [];
  }
  const [, idFields = ''] = /@@id\(\[([^\]]*)\]/.exec(body) ?? [];
  return { fields, ids: idFields.split(/\s*,\s*/) };
}

function draw(models) {
  const relations = models.flatMap((model) => drawRelations(model, models));
  return ['erDiagram', ...relations, ...models.flatMap((model) => drawTable(model, models))].join(
    '\n',
  );
}

/** Each relation once: from the side that has the foreign key. */
function drawRelations(model, models) {
  return model.fields.filter(isForeign).map((field) => {
    const target = models.find(({ name }) => name === field.type);
    const back = target.fields.find(
      (other) => other !== field && other.type === model.name && nameOf(other) === nameOf(field),
    );
    const one = field.optional ? '|o' : '||';
    const many = back.list ? 'o{' : 'o|';
    return `  ${target.name} ${one}--${many} ${model.name} : ${back.name}`;
  });
}

function drawTable(model, models) {
  const foreignKeys = model.fields.filter(isForeign).flatMap(keysOf);
  const columns = model.fields.filter(({ type }) => !models.some(({ name }) => name === type));
  const lines = columns.map((field) => drawColumn(field, model, foreignKeys));
  return [`  ${model.name} {`, ...lines, '  }'];
}

function drawColumn({ name, type, list, optional, attributes, comment }, { ids }, foreignKeys) {
  const [, native] = /@db\.(\w+)/.exec(attributes) ?? [];
  const [, unsupported] = /^Unsupported\("(.*)"\)$/.exec(type) ?? [];
  const column = native?.toLowerCase() ?? unsupported ?? columnTypes[type] ?? type;
  const keys = [
    /@id\b/.test(attributes) || ids.includes(name) ? 'PK' : '',
    foreignKeys.includes(name) ? 'FK' : '',
    /@unique\b/.test(attributes) ? 'UK' : '',
  ].filter(Boolean);
  const silent = optional && !/\bnull\b/.test(comment);
  const remark = [comment, silent ? 'May be null.' : ''].filter(Boolean).join(' ');
  const words = [column + (list ?? ''), name, keys.join(', '), remark && quote(remark)];
  return `    ${words.filter(Boolean).join(' ')}`;
}

function isForeign({ attributes }) {
  return attributes.includes('fields: [');
}

/** Two relations between the same models tell themselves apart by names. */
function nameOf({ attributes }) {
  return /@relation\((?:name: )?"(\w+)"/.exec(attributes)?.[1];
}

function keysOf({ attributes }) {
  return /fields: \[([^\]]*)\]/.exec(attributes)[1].split(/\s*,\s*/);
}

/** Mermaid knows no way to write a quote or a backtick inside a remark. */
function quote(remark) {
  return `"${remark.replaceAll(/["`]/g, "'")}"`;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
