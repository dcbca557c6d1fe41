import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { createGraphQLClient, firstQuery } from '../../docs/guides/clients/graphql-request.ts';
import { graphUrl } from './readers.ts';
import { watchTraffic } from './traffic.ts';

describe('graphql-request', () => {
  it.each(['POST', 'GET'] as const)('executes its first query by %s', async (method) => {
    const { sent, stop } = watchTraffic();
    const data = await createGraphQLClient(graphUrl(), method).request(firstQuery, { handle: 'ember-tote' });
    stop();

    expect(data).toEqual({ product: { id: 'prod_ember-tote', title: 'Ember Tote' } });
    expect(sent.map((request) => request.method)).toEqual([method]);
  });
});

describe('Graffle', () => {
  it('executes a document with variables', async () => {
    expect(await titlesByGraffle('ember-tote', 'no-such-product')).toEqual(['Ember Tote', null]);
  });
});

/** In its own process: Graffle does not recognize objects of Jest's realm as plain objects. */
async function titlesByGraffle(...handles: string[]): Promise<unknown> {
  const guide = new URL('../../docs/guides/clients/graffle.ts', import.meta.url);
  const program = `import { titleOf } from '${guide}';
    const titles = await Promise.all(${JSON.stringify(handles)}.map((handle) => titleOf(handle, '${graphUrl()}')));
    console.log(JSON.stringify(titles));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}
