import { describe, expect, it } from '@jest/globals';
import { backendError, badInput } from '../errors.ts';
import { orPartial } from './partial.ts';
import type { SubgraphRequest } from './subgraph.ts';

describe('A field that may be partial', () => {
  it('has what was read, and the response is whole', async () => {
    const request: Pick<SubgraphRequest, 'lost'> = {};

    expect(await orPartial(request, 'a', async () => [1], [])).toEqual([1]);
    expect(request.lost).toBeUndefined();
  });

  it.each([
    ['cannot be reached', new Error('refused'), 'BACKEND_UNAVAILABLE'],
    ['is too slow', new DOMException('late', 'TimeoutError'), 'BACKEND_TIMEOUT'],
  ])('has the replacement where the backend %s, and the response says so', async (_, cause, code) => {
    const request: Pick<SubgraphRequest, 'lost'> = {};
    const failed = async () => {
      throw backendError('Sanity', cause);
    };

    expect(await orPartial(request, 'a', failed, ['kept'])).toEqual(['kept']);
    expect(request.lost).toMatchObject([{ what: 'a', cause: { extensions: { code } } }]);
  });

  it.each([
    ['a value that is not allowed', badInput('No.')],
    ['a fault of the program', new TypeError('no function')],
  ])('hides no error about %s', async (_, cause) => {
    const request: Pick<SubgraphRequest, 'lost'> = {};
    const failed = () => Promise.reject(cause);

    await expect(orPartial<string[]>(request, 'a', failed, [])).rejects.toBe(cause);
    expect(request.lost).toBeUndefined();
  });
});
