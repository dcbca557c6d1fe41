import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLError, getOperationAST, parse } from 'graphql';
import { openCostModel } from '#kit/graph/cost/model.ts';
import { CacheUse } from '../cache/cache-use.ts';
import type { Executor } from '../execution/executor.ts';
import { openCostAccount } from './cost-account.ts';
import { withCostLimit } from './cost-limit.ts';
import { openKnownDocuments } from './known-documents.ts';
import { openClockedQuota } from './quota.fixture.ts';

const schema = buildSchema(`
  directive @listSize(assumedSize: Int) on FIELD_DEFINITION
  type Query { articles: [Article!] @listSize(assumedSize: 20) author: Author }
  type Article { author: Author! }
  type Author { name(length: Int): String! articles: [Article!] @listSize(assumedSize: 2) }
`);
const query = '{ articles { author { name(length: 0) articles { author { name } } } } }';
const ceiling = 1_000;
const ceilings = { ANONYMOUS: ceiling, CUSTOMER: ceiling, PARTNER: ceiling, CURATOR: ceiling, SERVICE: ceiling };

/** The cost report of an operation with this result. */
async function costOf(result: Awaited<ReturnType<Executor>>) {
  const { quota, now } = openClockedQuota(ceiling, 1);
  const costAccount = openCostAccount(quota, { kind: 'ANONYMOUS', id: 'n' }, ceiling, now);
  const execute = withCostLimit(async () => result, {
    costs: () => openCostModel(schema),
    ceilings,
    documents: openKnownDocuments(1_000, () => schema),
  });
  const document = parse(query);
  await execute({
    document,
    operation: getOperationAST(document),
    source: query,
    queryHash: 'hash',
    request: {},
    context: {
      viewer: { kind: 'ANONYMOUS' },
      isService: false,
      isDryRun: false,
      minimumCost: 1,
      costAccount,
      cacheUse: new CacheUse(),
      signal: new AbortController().signal,
    },
  } as unknown as Parameters<Executor>[0]);
  await quota.close();
  return costAccount.report();
}

const error = (code: string, ...path: (string | number)[]) => new GraphQLError('No.', { path, extensions: { code } });
const author = { name: 'A', articles: [] };

describe('The unused cost of an operation', () => {
  it('is refunded where fields were denied, each without effect on others', async () => {
    const data = { articles: [{ author: { ...author, articles: null } }] };

    const report = await costOf({ data, errors: [error('FORBIDDEN', 'articles', 0, 'author', 'articles')] });

    expect(report?.actualQueryCost).toBeLessThan(10);
  });

  it.each<[string, Record<string, unknown> | null]>([
    ['the object around it', { articles: [null] }],
    ['the list around it', { articles: null }],
    ['the whole response', null],
  ])('is not refunded where a denied field nulls %s, since the executed work is not visible', async (_, data) => {
    const report = await costOf({ data, errors: [error('BAD_USER_INPUT', 'articles', 0, 'author', 'name')] });

    expect(report?.actualQueryCost).toBe(report?.requestedQueryCost);
    expect(report?.actualQueryCost).toBeGreaterThan(100);
  });
});
