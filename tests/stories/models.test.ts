import { describe, expect, it } from '@jest/globals';
import { executeLive } from '../support/graph.ts';

describe('The models of the sample catalogue', () => {
  it('have the sizes of their products', async () => {
    const { data, errors } = await executeLive(
      '{ products(first: 50) { nodes { handle digitalAssets { modelGlb { dimensionsCheck { status } } } } } }',
    );

    expect(errors).toBeUndefined();
    const statuses = data.products.nodes.map(
      (node: { handle: string; digitalAssets: { modelGlb: { dimensionsCheck: { status: string } } } }) => [
        node.handle,
        node.digitalAssets.modelGlb.dimensionsCheck.status,
      ],
    );
    expect(statuses.length).toBeGreaterThan(20);
    expect(statuses.filter(([, status]: [string, string]) => status !== 'MATCHES')).toEqual([]);
  });
});
