import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { type Access, accessByCoordinate, joinAccess, refusalOf } from './access.ts';
import type { SignedIn, Viewer } from './viewer.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const person: SignedIn = { kind: 'ELITE', id: 'c', scopes: ['account', 'a'], session: 's', authTime: now / 1000 - 60 };
const codeFor = (access: Access, viewer: Viewer) => refusalOf(access, viewer, now)?.extensions.code;

describe('The access requirements of an SDL', () => {
  const asked = accessByCoordinate(
    parse(`
      type Query { open: Int signedIn: Int @authenticated }
      extend type Query { both: Secret @requiresScopes(scopes: [["a", "b"], ["c"]]) @stepUp(maxAge: 300) }
      type Secret @federation__authenticated { value: Int @federation__requiresScopes(scopes: [["a"]]) }
      input Hidden { field: Int }
    `),
  );

  it('are read from fields, types and their extensions', () => {
    expect([...asked]).toEqual([
      ['Query.signedIn', { authenticated: true, scopes: [] }],
      ['Query.both', { authenticated: true, scopes: [[['a', 'b'], ['c']]], maxAge: 300 }],
      ['Secret', { authenticated: true, scopes: [] }],
      ['Secret.value', { authenticated: true, scopes: [[['a']]] }],
    ]);
  });

  it('are combined, with the lowest maximum age', () => {
    const one = { authenticated: true, scopes: [[['a']]], maxAge: 300 };
    const other = { authenticated: true, scopes: [[['b']]], maxAge: 60 };

    expect(joinAccess([one, undefined, other])).toEqual({
      authenticated: true,
      scopes: [[['a']], [['b']]],
      maxAge: 60,
    });
    expect(joinAccess([undefined])).toBeUndefined();
  });
});

describe('The access of a viewer', () => {
  const signedIn = { authenticated: true, scopes: [] };

  it.each<[string, Access, Viewer, string | undefined]>([
    ['who is anonymous', signedIn, { kind: 'ANONYMOUS' }, 'UNAUTHENTICATED'],
    ['whose session cannot be checked', signedIn, { kind: 'ANONYMOUS', unchecked: true }, 'BACKEND_UNAVAILABLE'],
    ['who has signed in', signedIn, person, undefined],
    ['with a scope of one list', { ...signedIn, scopes: [[['x'], ['a']]] }, person, undefined],
    ['with only a part of a list', { ...signedIn, scopes: [[['a', 'b']]] }, person, 'FORBIDDEN'],
    ['without one of two requirements', { ...signedIn, scopes: [[['a']], [['b']]] }, person, 'FORBIDDEN'],
    ['whose authentication has exactly the maximum age', { ...signedIn, maxAge: 60 }, person, undefined],
    ['whose authentication is too old', { ...signedIn, maxAge: 59 }, person, 'STEP_UP_REQUIRED'],
    ['who has never authenticated', { ...signedIn, maxAge: 59 }, { ...person, authTime: 0 }, 'STEP_UP_REQUIRED'],
    ['without a scope and a recent authentication', { ...signedIn, scopes: [[['b']]], maxAge: 1 }, person, 'FORBIDDEN'],
  ])('%s is decided', (_who, access, viewer, code) => {
    expect(codeFor(access, viewer)).toBe(code);
  });

  it('is denied with what is missing', () => {
    const scopes = refusalOf({ ...signedIn, scopes: [[['b', 'c'], ['d']]] }, person, now);
    const proof = refusalOf({ ...signedIn, maxAge: 30 }, person, now);

    expect(scopes?.message).toBe('This requires the scope b and c, or d.');
    expect(proof?.extensions).toEqual({ code: 'STEP_UP_REQUIRED', maxAge: 30 });
  });
});
