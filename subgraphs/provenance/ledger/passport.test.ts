import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { chained, firstBroken, type Happening, hashOf, ledgerIdOf } from './passport.ts';

const sourced: Happening = {
  type: 'MATERIAL_SOURCED',
  occurredAt: new Date('2026-01-12T08:00:00Z'),
  place: 'Santa Croce sull’Arno',
  actor: 'Conceria Aldina',
  note: 'Hide 7 of lot "B"',
};
const crafted: Happening = {
  ...sourced,
  type: 'CRAFTED',
  occurredAt: new Date('2026-02-03T16:45:10.250Z'),
  note: null,
};
const inspected: Happening = { ...sourced, type: 'INSPECTED', occurredAt: new Date('2026-02-04T09:00:00Z') };
const passport = 'pass_noir';

describe("A passport's entry", () => {
  it('is hashed over its fields in the order of RFC 8785, as anyone can do from what the graph shows', () => {
    const canonical =
      '{"actor":"Conceria Aldina","index":0,"note":"Hide 7 of lot \\"B\\"","occurredAt":"2026-01-12T08:00:00.000Z",' +
      '"passport":"pass_noir","place":"Santa Croce sull’Arno","previousHash":null,"type":"MATERIAL_SOURCED"}';

    expect(hashOf(passport, { ...sourced, index: 0, previousHash: null })).toBe(
      createHash('sha256').update(canonical).digest('hex'),
    );
  });

  it('has another hash in another passport', () => {
    const entry = { ...sourced, index: 0, previousHash: null };

    expect(hashOf('pass_other', entry)).not.toBe(hashOf(passport, entry));
  });

  it('stands in the ledger under its hash', () => {
    expect(ledgerIdOf('ab12')).toBe('axm:ab12');
  });
});

describe('A chain of entries', () => {
  it('counts from 0 and binds each entry to the one before', () => {
    const [first, second] = chained(passport, [sourced, crafted]);

    expect(first).toEqual({ ...sourced, index: 0, previousHash: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(second).toMatchObject({ ...crafted, index: 1, previousHash: first?.hash });
  });

  it('goes on where it ended', () => {
    const whole = chained(passport, [sourced, crafted, inspected]);

    expect(chained(passport, [inspected], whole[1])).toEqual([whole[2]]);
  });
});

describe('Verifying a passport', () => {
  const entries = chained(passport, [sourced, crafted, inspected]);
  const [first, second, third] = entries as [(typeof entries)[0], (typeof entries)[0], (typeof entries)[0]];
  const head = third.hash;

  it('finds nothing where nothing was touched', () => {
    expect(firstBroken(passport, entries, head)).toBeNull();
  });

  it.each([
    ['type', { type: 'REPAIRED' as const }],
    ['occurredAt', { occurredAt: new Date('2026-02-03T16:45:10.251Z') }],
    ['place', { place: 'Santa Croce' }],
    ['actor', { actor: 'Conceria Aldina ' }],
    ['note', { note: '' }],
    ['hash', { hash: `${second.hash.slice(0, -1)}${second.hash.endsWith('0') ? '1' : '0'}` }],
    ['previousHash', { previousHash: third.hash }],
    ['index', { index: 2 }],
  ])('names the entry whose %s was altered', (_field, altered) => {
    expect(firstBroken(passport, [first, { ...second, ...altered }, third], head)).toBe(1);
  });

  it('names the entry after one that was altered and hashed anew', () => {
    const forged = chained(passport, [{ ...crafted, actor: 'Someone else' }], first);

    expect(firstBroken(passport, [first, ...forged, third], head)).toBe(2);
  });

  it('names the place of an entry that was left out, the last ones included', () => {
    expect(firstBroken(passport, [first, third], head)).toBe(1);
    expect(firstBroken(passport, [second, third], head)).toBe(0);
    expect(firstBroken(passport, [first, second], head)).toBe(2);
    expect(firstBroken(passport, [], head)).toBe(0);
  });

  it('names the first entry of a passport that was made out for another product', () => {
    expect(firstBroken('pass_other', entries, head)).toBe(0);
  });
});
