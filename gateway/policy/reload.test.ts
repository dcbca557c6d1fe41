import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type PolicyTestGateway, startPolicyTestGateway, viewerWith } from './policy.fixture.ts';

let gateway: PolicyTestGateway;
let original: string;
beforeAll(async () => {
  gateway = await startPolicyTestGateway();
  original = await readFile(gateway.supergraphFile, 'utf8');
});
afterEach(async () => {
  await replace(original);
  await until(async () => (await gateway.execute('{ product { place } }')).errors === undefined);
});
afterAll(() => gateway.close());

describe('A supergraph that changes', () => {
  it('enforces changed requirements from the next request on, even if nothing else changed', async () => {
    const query = '{ product { id place } }';
    const before = await gateway.execute(query);

    await replace(changed('place: String', '@authenticated'));
    await until(async () => (await gateway.execute(query)).errors !== undefined);
    gateway.takeSubgraphQueries();
    const byNobody = await gateway.execute(query);
    const requested = gateway.takeSubgraphQueries();
    const bySomeone = await gateway.execute(query, { viewer: viewerWith() });

    expect(before).toEqual({ status: 200, data: { product: { id: 'p1', place: 'Place of p1' } } });
    expect(byNobody.data).toEqual({ product: { id: 'p1', place: null } });
    expect(requested).toEqual(['{product{id}}']);
    expect(bySomeone).toEqual(before);
  });

  it('is rejected if its access directives have an unknown link, and the previous policy stays in use', async () => {
    const unknown = changed('place: String', '@authenticated').replace('import: ["@stepUp"]', 'as: "proof"');
    const isLogged = () => gateway.supergraph().lastError !== null;

    await replace(unknown);
    await until(isLogged);

    expect(gateway.supergraph().lastError?.message).toMatch('stepUp/v1.0", as: "proof"');
    expect((await gateway.execute('{ product { place cost } }')).data).toEqual({
      product: { place: 'Place of p1', cost: null },
    });
  });
});

/** The supergraph with an additional directive on one field. */
function changed(field: string, directive: string): string {
  return original.replace(new RegExp(`(${field}[^\\n]*)`), `$1 ${directive}`);
}

/** Replaces the file atomically: a partial file would be rejected for another reason. */
async function replace(supergraph: string): Promise<void> {
  await writeFile(`${gateway.supergraphFile}.new`, supergraph);
  await rename(`${gateway.supergraphFile}.new`, gateway.supergraphFile);
}

async function until(condition: () => unknown): Promise<void> {
  while (!(await condition())) await sleep(20);
}
