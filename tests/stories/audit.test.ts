import { describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { signedFetch } from '#kit/graph/request-token.ts';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import { subgraphs } from '#subgraphs/registry.ts';
import { gatewayUrl, installationEnv } from '../support/graph.ts';

function signedFor(subgraph: string) {
  const env = installationEnv();
  const variables = variablesOf(subgraph);
  return {
    url: env[variables.url] as string,
    fetchFn: signedFetch(env[variables.requestTokenKey] as string, subgraph),
  };
}

describe('The audit of GraphQL over HTTP passes', () => {
  it.each([
    ['the gateway', () => ({ url: `${gatewayUrl()}/graphql` })],
    ...subgraphs.map(({ name }) => [`the ${name} subgraph`, () => signedFor(name)] as const),
  ] as [string, () => { url: string; fetchFn?: typeof fetch }][])('by %s', async (_name, target) => {
    const results = await auditServer(target());

    expect(results.filter(({ status }) => status === 'error').map(({ name }) => name)).toEqual([]);
    expect(results.filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(50);
  });
});
