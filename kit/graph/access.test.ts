import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { type Access, accessByCoordinate, joinAccess, refusalOf } from './access.ts';
import type { SignedIn, Viewer } from './viewer.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const person: SignedIn = { kind: 'ELITE', id: 'c', scopes: ['account', 'a'], session: 's', authTime: now / 1000 - 60 };
const codeFor = (access: Access, viewer: Viewer) => refusalOf(access, viewer, now)?.extensions.code;

describe('What an SDL asks of viewers', () => {
  const asked = accessByCoordinate(
    parse(`
      type Query { open: Int signedIn: Int @authenticated }
      extend type Query { both: Secret @requiresScopes(scopes: [["a", "b"], ["c"]]) @stepUp(maxAge: 300) }
      type Secret @federation__authenticated { value: Int @federation__requiresScopes(scopes: [["a"]]) }
      input Hidden { field: Int }
    `),
  );

  it('is read from fields and types, wherever they are extended', () => {
    expect([...asked]).toEqual([
      ['Query.signedIn', { authenticated: true, scopes: [] }],
      ['Query.both', { authenticated: true, scopes: [[['a', 'b'], ['c']]], maxAge: 300 }],
      ['Secret', { authenticated: true, scopes: [] }],
      ['Secret.value', { authenticated: true, scopes: [[['a']]] }],
    ]);
  });

  it('is asked together where several ask, by the shortest age', () => {
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

describe('A viewer', () => {
  const signedIn = { authenticated: true, scopes: [] };

  it.each<[string, Access, Viewer, string | undefined]>([
    ['nobody', signedIn, { kind: 'ANONYMOUS' }, 'UNAUTHENTICATED'],
    ['somebody who cannot be checked', signedIn, { kind: 'ANONYMOUS', unchecked: true }, 'BACKEND_UNAVAILABLE'],
    ['somebody', signedIn, person, undefined],
    ['one with a scope of one list', { ...signedIn, scopes: [[['x'], ['a']]] }, person, undefined],
    ['one with a part of a list', { ...signedIn, scopes: [[['a', 'b']]] }, person, 'FORBIDDEN'],
    ['one who lacks one of two demands', { ...signedIn, scopes: [[['a']], [['b']]] }, person, 'FORBIDDEN'],
    ['one whose proof is just old enough', { ...signedIn, maxAge: 60 }, person, undefined],
    ['one whose proof is too old', { ...signedIn, maxAge: 59 }, person, 'STEP_UP_REQUIRED'],
    ['one who never proves anything', { ...signedIn, maxAge: 59 }, { ...person, authTime: 0 }, 'STEP_UP_REQUIRED'],
    ['one who lacks a scope and a proof', { ...signedIn, scopes: [[['b']]], maxAge: 1 }, person, 'FORBIDDEN'],
  ])('%s is told', (_who, access, viewer, code) => {
    expect(codeFor(access, viewer)).toBe(code);
  });

  it('is told what is missing', () => {
    const scopes = refusalOf({ ...signedIn, scopes: [[['b', 'c'], ['d']]] }, person, now);
    const proof = refusalOf({ ...signedIn, maxAge: 30 }, person, now);

    expect(scopes?.message).toBe('This needs the scope b and c, or d.');
    expect(proof?.extensions).toEqual({ code: 'STEP_UP_REQUIRED', maxAge: 30 });
  });
});
