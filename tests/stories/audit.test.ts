import { describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { gatewayUrl, houseEnv } from '../support/ask.ts';

describe('GraphQL over HTTP is kept to the letter', () => {
  it.each([
    ['the gateway', () => `${gatewayUrl()}/graphql`],
    ...['COMMERCE', 'PROVENANCE', 'JOURNAL', 'SEARCH', 'IDENTITY'].map(
      (name) => [`the ${name.toLowerCase()} subgraph`, () => houseEnv()[`${name}_URL`]] as const,
    ),
  ] as [string, () => string][])('by %s', async (_name, url) => {
    const results = await auditServer({ url });

    expect(results.filter(({ status }) => status === 'error').map(({ name }) => name)).toEqual([]);
    expect(results.filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(50);
  });
});
