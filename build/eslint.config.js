// The rules of schema.graphql and of the explorer's operations: `npm run check:schema`.
import { readFileSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { buildSchema, isObjectType } from 'graphql';

const schemaFile = 'schema.graphql';
const operationsFile = 'src/server/explorer/operations.graphql';
const { configs } = graphql;

const refusals = Object.values(buildSchema(readFileSync(schemaFile, 'utf8')).getTypeMap())
  .filter((type) => isObjectType(type) && type.getInterfaces().some(isUserError))
  .map(({ name }) => name);

export default [
  {
    files: [schemaFile, operationsFile],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: schemaFile, documents: operationsFile } },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: [schemaFile],
    rules: {
      ...configs['flat/schema-recommended'].rules,
      ...configs['flat/schema-relay'].rules,
      // Both styles are in use, each where it reads well: a line in quotes, more as a block.
      '@graphql-eslint/description-style': 'off',
      // More than recommended: arguments, fields of inputs and values of enums too.
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      // An id is for what can be fetched again. Pages, results and refusals are answers: they carry
      // such objects and are none.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            suffixes: ['Change', 'Connection', 'Edge', 'Success'],
            types: [
              'Collaborator',
              'EventChanged',
              'EventDiff',
              'EventVersion',
              'InvalidField',
              'PageInfo',
              'RegistrationRow',
              'SeatsChanged',
              'UnknownPerson',
              ...refusals,
            ],
          },
        },
      ],
      // A connection also offers `nodes` (as GitHub's do), and a result the few objects it is
      // about: neither is a list to page through.
      // Collaborators and versions have no id of their own: they are their event's.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
    },
  },
  {
    files: [operationsFile],
    rules: configs['flat/operations-recommended'].rules,
  },
];

function isUserError({ name }) {
  return name === 'UserError';
}
