import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, parse } from 'graphql';
import { openRules } from '#gateway/cache/rules/fetch-rules.ts';

const sdl = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');
const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
const rulesFor = openRules({ schema, access: new Map(), supergraph: 'test' });

/** Why the gateway keeps nothing of a fetch from the journal; undefined if it keeps it. */
function uncached(operation: string): string | undefined {
  const fetch = { kind: 'Fetch', serviceName: 'journal', operation, operationKind: 'query' } as const;
  return rulesFor?.({ ...fetch, requires: [], variableUsages: [] } as never).uncached;
}

describe('The gateway', () => {
  it.each(['preview(token: "t")', 'contentDraft(id: "art_1")'])('keeps nothing of `%s`', (field) => {
    const fields = 'id title narrative { html }';

    expect(uncached(`{ ${field} { ... on Article { ${fields} } ... on Page { ${fields} } } }`)).toBe('private');
  });

  it('keeps what is published', () => {
    expect(uncached('{ page(slug: "a") { id title narrative { html } } }')).toBeUndefined();
  });
});
