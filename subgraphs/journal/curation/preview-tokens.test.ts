import { describe, expect, it } from '@jest/globals';
import { createPreviewTokens } from './preview-tokens.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);
const expiresAt = new Date('2026-01-01T00:00:00.900Z');
const before = new Date('2025-12-31T23:59:59.999Z');
const tokens = createPreviewTokens([key(1)], 'axiom/production');
const token = tokens.sign('page_é', expiresAt);
const invalid = expect.objectContaining({
  extensions: { code: 'PREVIEW_TOKEN_INVALID', argument: 'token' },
});

describe('The token of a preview', () => {
  it('names its document until it expires, to the second', () => {
    expect(tokens.read(token, before)).toBe('page_é');
    expect(() => tokens.read(token, new Date('2026-01-01T00:00:00Z'))).toThrow(
      expect.objectContaining({ extensions: { code: 'PREVIEW_TOKEN_EXPIRED', argument: 'token' } }),
    );
  });

  it('is invalid where any of its characters is changed, and of another form', () => {
    const tampered = [...token].map((character, at) => {
      const other = character === 'A' ? 'B' : 'A';
      return token.slice(0, at) + other + token.slice(at + 1);
    });
    const others = [
      '',
      '.',
      token.split('.')[0] ?? '',
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      'null.null',
    ];

    for (const text of [...tampered, ...others]) expect(() => tokens.read(text, before)).toThrow(invalid);
  });

  it('does not open the drafts of another dataset or of a stranger with other keys', () => {
    const others = [createPreviewTokens([key(1)], 'axiom/staging'), createPreviewTokens([key(2)], 'axiom/production')];

    for (const other of others) expect(() => other.read(token, before)).toThrow(invalid);
  });

  it('stays valid after its key was replaced, until the key is removed', () => {
    const exchanged = createPreviewTokens([key(2), key(1)], 'axiom/production');

    expect(exchanged.read(token, before)).toBe('page_é');
    expect(() => tokens.read(exchanged.sign('page_é', expiresAt), before)).toThrow(invalid);
  });
});
