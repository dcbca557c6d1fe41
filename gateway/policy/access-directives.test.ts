import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, print, printSchema } from 'graphql';
import { validateSupergraph } from '../supergraph.ts';
import { withoutAccess } from './access-directives.ts';
import { composePolicyTestSupergraph } from './policy.fixture.ts';

describe('A supergraph without its access directives', () => {
  const guarded = composePolicyTestSupergraph();
  const bare = print(withoutAccess(parse(guarded)));

  it('has none of them, and everything else', () => {
    expect(bare).not.toMatch(/@(authenticated|requiresScopes|stepUp)|requiresScopes__Scope|axiom\.example/);
    expect(bare).toMatch('@link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)');
    expect(bare).toMatch('stamp: String @join__field(graph: PROVENANCE, requires: "pin")');
  });

  it('is unchanged when they are removed again', () => {
    expect(print(withoutAccess(parse(bare)))).toBe(bare);
  });
});

describe('The cache hints of a supergraph', () => {
  const served = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');

  it('are kept for the gateway, and are not part of the API schema', async () => {
    const { schema, close } = await validateSupergraph(served);
    await close();

    expect(print(withoutAccess(parse(served)))).toMatch('@cacheControl(maxAge: ');
    expect(printSchema(schema)).not.toMatch(/cache__|cacheControl|cacheTag/);
  });

  it('have the names that composition prints', async () => {
    const renamed = served.replace('import: ["@cacheControl", "@cacheTag"]', 'as: "kept"');

    expect(renamed).not.toBe(served);
    await expect(validateSupergraph(renamed)).rejects.toThrow(/Unknown link/);
  });
});

describe('A supergraph is rejected', () => {
  const guarded = composePolicyTestSupergraph();

  it.each([
    ['@stepUp has another name', 'import: ["@stepUp"]', 'import: [{ name: "@stepUp", as: "@fresh" }]', /Unknown link/],
    ['@stepUp is of another version', 'stepUp/v1.0', 'stepUp/v2.0', /Unknown link/],
    ['@authenticated goes by another name', 'authenticated/v0.1"', 'authenticated/v0.1", as: "in"', /unsupported/],
    ['@requiresScopes is of another version', 'requiresScopes/v0.1', 'requiresScopes/v0.2', /unsupported/],
    [
      'it has a directive that is not enforced',
      'schema\n',
      'schema @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)\n',
      /policy\/v0\.1 is for: SECURITY but is unsupported/,
    ],
  ])('where %s', async (_, text, other, reason) => {
    const strange = guarded.replace(text, other);

    expect(strange).not.toBe(guarded);
    await expect(validateSupergraph(strange)).rejects.toThrow(reason);
  });
});
