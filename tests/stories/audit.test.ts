import { describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { signedFetch } from '#kit/graph/request-token.ts';
import { gatewayUrl, installationEnv } from '../support/graph.ts';

function signedFor(subgraph: string) {
  const env = installationEnv();
  const name = subgraph.toUpperCase();
  return {
    url: env[`${name}_URL`] as string,
    fetchFn: signedFetch(env[`${name}_REQUEST_TOKEN_KEY`] as string, subgraph),
  };
}

describe('GraphQL over HTTP is kept to the letter', () => {
  it.each([
    ['the gateway', () => ({ url: `${gatewayUrl()}/graphql` })],
    ...['commerce', 'provenance', 'journal', 'search', 'identity'].map(
      (name) => [`the ${name} subgraph`, () => signedFor(name)] as const,
    ),
  ] as [string, () => { url: string; fetchFn?: typeof fetch }][])('by %s', async (_name, target) => {
    const results = await auditServer(target());

    expect(results.filter(({ status }) => status === 'error').map(({ name }) => name)).toEqual([]);
    expect(results.filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(50);
  });
});
