import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { chainEvents, firstInvalid, hashOf, ledgerIdOf, type NewPassportEvent } from './passport.ts';

const sourced: NewPassportEvent = {
  type: 'MATERIAL_SOURCED',
  occurredAt: new Date('2026-01-12T08:00:00Z'),
  place: 'Santa Croce sull’Arno',
  actor: 'Conceria Aldina',
  note: 'Hide 7 of lot "B"',
};
const crafted: NewPassportEvent = {
  ...sourced,
  type: 'CRAFTED',
  occurredAt: new Date('2026-02-03T16:45:10.250Z'),
  note: null,
};
const inspected: NewPassportEvent = { ...sourced, type: 'INSPECTED', occurredAt: new Date('2026-02-04T09:00:00Z') };
const passport = 'pass_noir';

describe("A passport's entry", () => {
  it('is hashed over its canonical JSON by RFC 8785, from fields that are public in the graph', () => {
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

  it('has an id in the ledger by its hash', () => {
    expect(ledgerIdOf('ab12')).toBe('axm:ab12');
  });
});

describe('A chain of entries', () => {
  it('counts from 0 and refers to the hash of the previous entry', () => {
    const [first, second] = chainEvents(passport, [sourced, crafted]);

    expect(first).toEqual({ ...sourced, index: 0, previousHash: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(second).toMatchObject({ ...crafted, index: 1, previousHash: first?.hash });
  });

  it('continues after the last entry', () => {
    const whole = chainEvents(passport, [sourced, crafted, inspected]);

    expect(chainEvents(passport, [inspected], whole[1])).toEqual([whole[2]]);
  });
});

describe('Verifying a passport', () => {
  const entries = chainEvents(passport, [sourced, crafted, inspected]);
  const [first, second, third] = entries as [(typeof entries)[0], (typeof entries)[0], (typeof entries)[0]];
  const head = third.hash;

  it('finds nothing in an unchanged passport', () => {
    expect(firstInvalid(passport, entries, head)).toBeNull();
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
  ])('reports the entry whose %s was altered', (_field, altered) => {
    expect(firstInvalid(passport, [first, { ...second, ...altered }, third], head)).toBe(1);
  });

  it('reports the entry after one that was altered and hashed again', () => {
    const forged = chainEvents(passport, [{ ...crafted, actor: 'Someone else' }], first);

    expect(firstInvalid(passport, [first, ...forged, third], head)).toBe(2);
  });

  it('reports the position of a missing entry, including the last ones', () => {
    expect(firstInvalid(passport, [first, third], head)).toBe(1);
    expect(firstInvalid(passport, [second, third], head)).toBe(0);
    expect(firstInvalid(passport, [first, second], head)).toBe(2);
    expect(firstInvalid(passport, [], head)).toBe(0);
  });

  it('reports the first entry of a passport that belongs to another product', () => {
    expect(firstInvalid('pass_other', entries, head)).toBe(0);
  });
});
