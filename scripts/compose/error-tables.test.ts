import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { errorCodes } from '#kit/graph/errors.ts';
import { withErrorTables } from './error-tables.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const page = read('docs/guides/errors.md');

describe('The guide to errors', () => {
  it('lists the codes of the code and of the schema: `npm run compose` writes it', async () => {
    const { schema } = await validateSupergraph(read('schema/supergraph.graphql'));

    expect(withErrorTables(page, schema)).toBe(page);
    for (const code of Object.keys(errorCodes)) expect(page).toContain(`| \`${code}\` `);
    for (const name of ['CartErrorCode', 'IdentityErrorCode', 'ProvenanceErrorCode']) expect(page).toContain(name);
  });

  it('must have a place for each table, and the schema an interface for errors', () => {
    expect(() => withErrorTables('# Errors', buildSchema('interface UserError { code: Int }'))).toThrow('no place');
    expect(() => withErrorTables(page, buildSchema('type Query { ok: Boolean }'))).toThrow('UserError');
  });
});
