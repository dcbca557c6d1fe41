import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const file = 'kit/graph/password-rules.json';
const { minimumCharacters, maximumCharacters } = JSON.parse(read(file)) as Record<string, number>;

describe('The length of passwords', () => {
  it.each(['subgraphs/identity/customers/passwords.ts', 'backends/medusa/app/src/api/passwords.ts'])(
    'is read from one file by %s',
    (source) => {
      const text = read(source);

      expect(text).toContain(file);
      expect(text).not.toMatch(new RegExp(`\\b(${minimumCharacters}|${maximumCharacters})\\b`));
    },
  );

  it('is the one that the schema and the page for a new password state', () => {
    const stated = (text: string) =>
      [...text.matchAll(/(\d+) to (\d+) characters of any kind/g)].map((match) => match.slice(1));
    const rule = [String(minimumCharacters), String(maximumCharacters)];
    const page = read('gateway/pages/app/account.html');

    expect(stated(read('schema/identity.graphql'))).toEqual(Array(4).fill(rule));
    expect(stated(page)).toEqual([rule]);
    expect(/minlength="(\d+)"\s+maxlength="(\d+)"/.exec(page)?.slice(1)).toEqual(rule);
  });
});
