import { expect, it } from '@jest/globals';
import { contextIn } from '#kit/graph/request-token.fixture.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import { type ForwardableContext, forwardedContextFor } from './forwarded-context.ts';

it('The context of a client request is encoded once for all its fetches, and once more with the token and the position for commerce', () => {
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
    position: { latitude: 36, longitude: 140 },
    isService: false,
    isUncached: false,
    costAccount: { quota: () => undefined },
  } as unknown as ForwardableContext;

  const subgraphs = ['commerce', 'journal', 'identity', 'search', 'commerce', 'journal'];
  const texts = subgraphs.map((subgraph) => forwardedContextFor(subgraph, context, false));

  expect(reads).toBe(2);
  const position = { latitude: 36, longitude: 140 };
  const contexts = texts.map((text) => contextIn(`v1.${text}`));
  expect(contexts.map((forwarded) => [forwarded.token, forwarded.position])).toEqual(
    subgraphs.map((subgraph) => (subgraph === 'commerce' ? ['elite', position] : [undefined, undefined])),
  );
});

it('A context for every viewer has the market alone, and the ceiling of a service', () => {
  const context = {
    requestId: 'r-2',
    viewer: { kind: 'PARTNER', id: 'part_1', scopes: ['catalogue:read'] },
    market: { country: 'FR' },
    client: { address: '192.0.2.1' },
    token: 'elite',
    isService: false,
    isUncached: false,
    costAccount: { quota: () => undefined },
  } as unknown as ForwardableContext;

  const text = forwardedContextFor('commerce', context, true);

  const { budget, ...forwarded } = contextIn(`v1.${text}`);
  expect(forwarded).toEqual({
    requestId: 'r-2',
    viewer: anonymous,
    market: { country: 'FR' },
    client: {},
    isService: true,
  });
});
