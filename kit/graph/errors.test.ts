import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { backendError, badInput, errorCodes, maskError } from './errors.ts';

describe('An error', () => {
  it('with a known code is sent unchanged, without its stack', () => {
    const formatted = { message: 'No.', path: ['a'], extensions: { code: 'FORBIDDEN', stacktrace: ['secret'] } };

    expect(maskError(formatted)).toEqual({ message: 'No.', path: ['a'], extensions: { code: 'FORBIDDEN' } });
  });

  it.each([[undefined], ['INTERNAL_SERVER_ERROR'], ['ECONNREFUSED'], ['toString'], [7]])(
    'with the code %j is masked and names the request',
    (code) => {
      const formatted = { message: 'password=hunter2', path: ['a', 0], extensions: { code, host: '10.0.0.1' } };

      expect(maskError(formatted, 'r-1')).toEqual({
        message: 'Something went wrong on our side.',
        locations: undefined,
        path: ['a', 0],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' },
      });
    },
  );

  it('of a backend distinguishes unavailable from timeout, and does not disclose the cause', () => {
    const refused = new TypeError('fetch failed', { cause: new Error('ECONNREFUSED 127.0.0.1:9000') });
    const late = new TypeError('fetch failed', { cause: new DOMException('late', 'TimeoutError') });

    const errors = [backendError('Medusa', refused), backendError('Medusa', late)];

    expect(errors.map((error) => error.toJSON())).toEqual([
      { message: 'Medusa cannot be reached.', extensions: { code: 'BACKEND_UNAVAILABLE', system: 'Medusa' } },
      { message: 'Medusa took too long to answer.', extensions: { code: 'BACKEND_TIMEOUT', system: 'Medusa' } },
    ]);
    expect(errors[0]?.cause).toBe(refused);
  });

  it.each([413, 414, 431])('of a backend for a request that is too long is a user error: %i', (status) => {
    expect(backendError('Medusa', Object.assign(new Error('refused'), { status })).toJSON()).toEqual({
      message: 'The values are too long together. Send fewer or shorter ones.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('with a known code is not wrapped again', () => {
    const mistake = badInput('No.', 'first');

    expect(backendError('Medusa', mistake)).toBe(mistake);
    expect(mistake).toBeInstanceOf(GraphQLError);
  });

  it('has a code with a description', () => {
    for (const meaning of Object.values(errorCodes)) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});
