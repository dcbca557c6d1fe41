import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { control, countCalls, exampleVariables, executeLive, operation } from '../support/graph.ts';

/** These processes call backends at any time; identity polls for mail to send. Anonymous viewers need none of them. */
const background = ['indexer', 'invalidation', 'fulfilment', 'webhooks', 'identity'];
beforeAll(() => Promise.all(background.map((part) => control('stop', part))));
afterAll(() => Promise.all(background.map((part) => control('start', part))));

/**
 * The first request fills caches (regions, plans). The following two show the cost of every request: the lower count of
 * each backend is taken, because markets are read again after a minute, which can happen during any request.
 */
async function callsOf(query: string, variables: Record<string, unknown>): Promise<Record<string, number>> {
  const run = async () => {
    const { errors } = await executeLive(query, variables);
    expect(errors).toBeUndefined();
  };
  await run();
  const once = await countCalls(run);
  const again = await countCalls(run);
  // The gateway follows invalidations in Redis all the time, and writes there what it has fetched.
  const backends = Object.keys(once).filter((backend) => backend !== 'redis');
  return Object.fromEntries(backends.map((name) => [name, Math.min(once[name] ?? 0, again[name] ?? 0)]));
}

describe('The product page', () => {
  it('needs the same calls for any number of variants, materials and stories', async () => {
    const { data } = await executeLive('{ products(first: 100) { nodes { handle variants { totalCount } } } }');
    const handles = data.products.nodes.map(({ handle }: { handle: string }) => handle) as string[];
    const variantCounts = new Set(
      data.products.nodes.map((node: { variants: { totalCount: number } }) => node.variants.totalCount),
    );
    expect(variantCounts.size).toBeGreaterThan(1);

    const costs = new Set<string>();
    for (const handle of handles.slice(0, 12)) {
      costs.add(JSON.stringify(await callsOf(operation('ProductPage'), { handle })));
    }

    expect([...costs]).toEqual([JSON.stringify({ medusa: 1, postgres: 1, sanity: 2, meilisearch: 0, s3: 0 })]);
  });
});

describe('A list of products', () => {
  it('needs the same calls for two products as for twenty-four', async () => {
    const list = operation('ProductList');
    const few = await callsOf(list, { first: 2 });
    const many = await callsOf(list, { first: 24 });

    expect(many).toEqual(few);
    expect(many).toEqual({ medusa: 1, postgres: 1, sanity: 2, meilisearch: 0, s3: 0 });
  });

  it('with processed 3D models needs the same calls for two products as for twenty-four', async () => {
    const list = `query ($first: Int) {
      products(first: $first) {
        nodes {
          digitalAssets {
            asset { bytes }
            modelGlb { encodings { bytes } levels { bytes } poster { bytes } materialVariants { name } dimensionsCheck { status } }
          }
        }
      }
    }`;
    const few = await callsOf(list, { first: 2 });
    const many = await callsOf(list, { first: 24 });

    expect(many).toEqual(few);
    // The list and the sizes of its products; the files, and what was made of them.
    expect(many).toEqual({ medusa: 2, postgres: 2, sanity: 0, meilisearch: 0, s3: 0 });
  });

  it('needs two more calls to Meilisearch when it is found by words', async () => {
    const calls = await callsOf(operation('Search'), exampleVariables('Search'));

    // The first call looks up each word in the index.
    expect(calls).toEqual({ medusa: 1, postgres: 0, sanity: 0, meilisearch: 2, s3: 0 });
  });

  it('requests nothing unnecessary from Medusa', async () => {
    const calls = await callsOf('{ materials(first: 20) { nodes { name } } }', {});

    expect(calls).toEqual({ medusa: 0, postgres: 1, sanity: 0, meilisearch: 0, s3: 0 });
  });
});
