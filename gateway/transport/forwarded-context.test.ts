import { expect, it } from '@jest/globals';
import { contextIn } from '#kit/graph/request-token.fixture.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import { type ForwardableContext, forwardedContextFor } from './forwarded-context.ts';

it('The context of a client request is encoded once for all its fetches, and once more with the token for commerce', () => {
  let reads = 0;
  const context = {
    requestId: 'r-1',
    get viewer() {
      reads += 1;
      return anonymous;
    },
    market: {},
    client: {},
    token: 'elite',
    isService: false,
    isUncached: false,
    costAccount: { quota: () => undefined },
  } as unknown as ForwardableContext;

  const subgraphs = ['commerce', 'journal', 'identity', 'search', 'commerce', 'journal'];
  const texts = subgraphs.map((subgraph) => forwardedContextFor(subgraph, context, false));

  expect(reads).toBe(2);
  expect(texts.map((text) => contextIn(`v1.${text}`).token)).toEqual(
    subgraphs.map((subgraph) => (subgraph === 'commerce' ? 'elite' : undefined)),
  );
});
