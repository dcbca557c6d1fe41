import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { anonymous, type SignedIn, type Viewer } from '#kit/viewer.ts';
import type { Executor } from '../executor.ts';
import { enforce } from './enforce.ts';
import { readPolicy } from './policy.ts';

const sdl = `
  directive @authenticated on FIELD_DEFINITION
  directive @stepUp(maxAge: Int!) on FIELD_DEFINITION
  type Query { thing: Thing }
  type Thing { id: ID name: String @authenticated pin: Int @stepUp(maxAge: 60) }
`;
const proved = (ago: number): SignedIn => {
  const authTime = Math.floor(Date.now() / 1000) - ago;
  return { kind: 'ELITE', id: 'c1', scopes: [], session: 's1', authTime };
};

/** Runs an operation, parsed anew each time, and notes what is executed. */
function setUp() {
  const policy = readPolicy(parse(sdl), buildSchema(sdl));
  const executed: Pick<Parameters<Executor>[0], 'source' | 'queryHash'>[] = [];
  const execute = enforce(
    async ({ source, queryHash }) => {
      executed.push({ source: source.replace(/\s+/g, ' '), queryHash });
      const thing = { id: '1', name: 'Ember', pin: 7, __objectType: 'Thing' };
      return { data: { thing } };
    },
    () => policy,
  );
  const run = (source: string, viewer: Viewer) => {
    const document = parse(source);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    const request = {
      source,
      document,
      operation,
      queryHash: hash('sha256', source),
      request: {},
      context: { viewer },
    };
    return execute(request as unknown as Parameters<Executor>[0]);
  };
  return { policy, executed, run };
}

describe('An operation that comes again', () => {
  const query = '{ thing { name id } }';

  it('is answered alike, though it is another copy of the same text', async () => {
    const { run } = setUp();

    const answers = [await run(query, anonymous), await run(query, anonymous)];

    for (const { data, errors } of answers) {
      expect(JSON.stringify(data)).toBe('{"thing":{"name":null,"id":"1"}}');
      expect(errors?.map(({ path }) => path)).toEqual([['thing', 'name']]);
    }
  });

  it('is filtered once for all who are refused the same', () => {
    const { policy } = setUp();
    const document = parse(query);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    const asked = { document, operation, source: query, queryHash: 'h' };
    const without = (viewer: Viewer) => policy.without(asked, policy.refusals(asked, viewer));

    expect(without(anonymous)).toBe(without({ kind: 'ANONYMOUS', unchecked: true }));
  });

  it('is executed under a hash of its own for each part of it that is permitted', async () => {
    const { executed, run } = setUp();
    const query = '{ thing { id name pin } }';

    for (const viewer of [anonymous, proved(100), proved(0)]) await run(query, viewer);

    expect(executed.map(({ source }) => source)).toEqual([
      '{ thing { id __objectType: __typename } }',
      '{ thing { id name __objectType: __typename } }',
      query,
    ]);
    expect(new Set(executed.map(({ queryHash }) => queryHash)).size).toBe(3);
    expect(executed[2]?.queryHash).toBe(hash('sha256', query));
  });
});
