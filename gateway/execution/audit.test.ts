import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { withAudit } from './audit.ts';
import type { Fetch, FetchRequest } from './executor.ts';
import { normalise } from './normal-form/normal-form.ts';

const schema = buildSchema(`
  type Query { viewer: String }
  type Mutation { rename(id: ID!, name: String, password: String): Payload publish(id: ID!): Payload }
  type Payload { name: String userErrors: [String!]! }
`);
const curator: Viewer = { kind: 'CURATOR', id: 'user_1', scopes: [], session: 's' };

/** Runs an operation and returns the events in order. */
async function run(
  query: string,
  { viewer = curator, variables = {}, answer = {}, unavailable = false }: Partial<Options> = {},
) {
  const happened: unknown[] = [];
  const fetch: Fetch = async () => {
    happened.push('executed');
    return { data: {}, errors: [], missingEntities: new Set(), ...answer };
  };
  const ask = async (_query: string, { input }: Record<string, unknown> = {}) => {
    if (unavailable) throw new Error('unavailable');
    happened.push(input);
    return {};
  };
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const requested = { document, operation, source: query, queryHash: 'h' };
  const request = {
    requested,
    permitted: requested,
    variables: { raw: variables, coerced },
    schema,
    execution: { namesOf: () => normalise({ ...requested, variables: coerced, schema }, new Set()).names },
    context: { viewer, requestId: 'r-1' },
  };
  const result = await withAudit(fetch, ask)(request as unknown as FetchRequest);
  return { happened, result };
}

interface Options {
  viewer: Viewer;
  variables: Record<string, unknown>;
  answer: object;
  unavailable: boolean;
}

const event = { curatorId: 'user_1', requestId: 'r-1' };

describe('A curator’s mutation', () => {
  it('is recorded before it runs, with its arguments, and again with its outcome', async () => {
    const { happened } = await run(
      'mutation ($id: ID!, $skip: Boolean = true) { ...F gone: publish(id: "x") @skip(if: $skip) } fragment F on Mutation { a: rename(id: $id, name: "N") { userErrors } }',
      { variables: { id: 'p1' }, answer: { data: { rename: { userErrors: [] } } } },
    );

    const renamed = { ...event, field: 'rename', responseKey: 'a' };
    expect(happened).toEqual([
      { ...renamed, arguments: { id: 'p1', name: 'N' }, outcome: null },
      'executed',
      { ...renamed, arguments: {}, outcome: 'SUCCEEDED' },
    ]);
  });

  it('is recorded once, even if the operation repeats its field', async () => {
    const { happened } = await run('mutation { rename(id: "p1") { name } rename(id: "p1") { userErrors } }', {
      answer: { data: { rename: { name: 'N', userErrors: [] } } },
    });

    expect(happened).toHaveLength(3);
  });

  it.each([
    ['its user errors under another name', '{ faults: userErrors }', { userErrors: ['x'] }, 'FAILED'],
    ['no user errors', '{ name }', { name: 'N' }, 'SUCCEEDED'],
    ['something else by their name', '{ userErrors: name }', { name: 'N' }, 'SUCCEEDED'],
  ])('has an outcome by its selection: %s', async (_what, selection, payload, outcome) => {
    const { happened } = await run(`mutation { rename(id: "p1") ${selection} }`, {
      answer: { data: { rename: payload } },
    });

    expect(happened.at(-1)).toMatchObject({ outcome });
  });

  it.each([
    [
      'an error',
      { data: { rename: null }, errors: [Object.assign(graphError('FORBIDDEN', 'No.'), { path: ['rename'] })] },
    ],
    ['a user error', { data: { rename: { userErrors: ['x'] } } }],
    ['nothing', { data: { rename: null } }],
  ])('has failed if its result is %s', async (_how, answer) => {
    const { happened } = await run('mutation { rename(id: "p1") { userErrors } }', { answer });

    expect(happened.at(-1)).toMatchObject({ outcome: 'FAILED' });
  });

  it('does not run if it cannot be recorded', async () => {
    const { happened, result } = await run('mutation { __typename rename(id: "p1") { userErrors } }', {
      unavailable: true,
    });

    expect(happened).toEqual([]);
    expect(result.data).toEqual({});
    expect(result.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['rename'], 'BACKEND_UNAVAILABLE'],
    ]);
  });

  it('is recorded without passwords, and with truncated arguments', async () => {
    const { happened } = await run('mutation { rename(id: "p1", password: "hunter2") { userErrors } }');
    const long = await run('mutation ($n: String) { rename(id: "p1", name: $n) { userErrors } }', {
      variables: { n: 'x'.repeat(20_000) },
    });

    expect(happened[0]).toMatchObject({ arguments: { id: 'p1', password: '…' } });
    expect(JSON.stringify(long.happened[0]).length).toBeLessThan(9_000);
  });
});

describe('Any other operation', () => {
  it('is not recorded', async () => {
    const customer: Viewer = { kind: 'ELITE', id: 'cus_1', scopes: [], session: 's' };

    expect((await run('{ viewer }')).happened).toEqual(['executed']);
    expect((await run('mutation { publish(id: "x") { userErrors } }', { viewer: customer })).happened).toEqual([
      'executed',
    ]);
  });
});
