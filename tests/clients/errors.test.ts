import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { graphUrl } from './readers.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/guides/errors.md'), 'utf8');

/** The statuses that the guide lists for a code. */
function statusesOf(code: string): number[] {
  const [, , , statuses = ''] =
    page
      .split('\n')
      .find((line) => line.startsWith(`| \`${code}\` `))
      ?.split('|') ?? [];
  return [...statuses.matchAll(/\d{3}/g)].map(Number);
}

const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = {}): [string, RequestInit] => [
  '',
  { method: 'POST', headers: { ...json, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) },
];
const hashed = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const title = '{ product(handle: "ember-tote") { title } }';

describe('The guide to errors', () => {
  it.each<[string, [string, RequestInit]]>([
    ['BAD_USER_INPUT', post({ query: title }, { 'x-axiom-country': 'France' })],
    ['BAD_USER_INPUT', post({ query: '{ products(first: -1) { totalCount } }' })],
    ['GRAPHQL_PARSE_FAILED', post({ query: '{' })],
    ['GRAPHQL_VALIDATION_FAILED', post({ query: '{ nothing }' })],
    ['OPERATION_RESOLUTION_FAILURE', post({ query: `query A ${title}`, operationName: 'B' })],
    ['PERSISTED_QUERY_NOT_FOUND', post({ extensions: hashed('0'.repeat(64)) })],
    ['PERSISTED_QUERY_HASH_MISMATCH', post({ query: title, extensions: hashed('0'.repeat(64)) })],
    ['BAD_REQUEST', post('[')],
    ['BAD_REQUEST', ['', { method: 'DELETE' }]],
    ['BAD_REQUEST', post('x', { 'content-type': 'text/plain' })],
    [
      'OPERATION_TOO_COMPLEX',
      post({ query: `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: ${title.slice(1, -1)}`).join(' ')} }` }),
    ],
    ['PAYLOAD_TOO_LARGE', post({ query: title, variables: { a: 'x'.repeat(300_000) } })],
    ['UNAUTHENTICATED', post({ query: title }, { authorization: 'Bearer guessed' })],
    ['UNAUTHENTICATED', post({ query: '{ order(id: "order_1") { id } }' })],
  ])('names the status of %s', async (code, [path, request]) => {
    const response = await fetch(`${graphUrl()}${path}`, request);
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };

    expect(errors[0]?.extensions.code).toBe(code);
    expect(statusesOf(code)).toContain(response.status);
  });
});
