import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { patientFetch } from '../../docs/guides/clients/patient-fetch.ts';

/** The number of requests that the server refuses before it accepts one. */
let refusals = 0;
let bodies: string[] = [];
let server: Listening;

beforeAll(async () => {
  server = await listen(
    async (request, response) => {
      bodies.push((await request.toArray()).join(''));
      response.writeHead(bodies.length > refusals ? 200 : 429, { 'retry-after': '0' }).end();
    },
    0,
    '127.0.0.1',
  );
});
afterAll(() => server.close(0));

describe('The fetch of the guide', () => {
  it('is the code in the guide', () => {
    const read = (file: string) => readFileSync(join(import.meta.dirname, '../../docs/guides', file), 'utf8');

    expect(read('limits.md')).toContain(read('clients/patient-fetch.ts'));
  });

  it.each([
    [0, 200, 1],
    [3, 200, 4],
    [9, 429, 4],
  ])('after %i refusals has status %i and has sent the same body %i times', async (count, status, sent) => {
    [refusals, bodies] = [count, []];

    const response = await patientFetch(server.url, { method: 'POST', body: 'the same' });

    expect(response.status).toBe(status);
    expect(bodies).toEqual(Array.from({ length: sent }, () => 'the same'));
  });
});
