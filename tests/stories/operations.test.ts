import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ask, exampleVariables, operation } from '../support/ask.ts';

const names = readdirSync(join(import.meta.dirname, '../../schema/operations'))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace('.graphql', ''));

describe('The example operation', () => {
  it.each(names)('%s is answered without an error, and finds something', async (name) => {
    const { data, errors } = await ask(operation(name), exampleVariables(name));

    expect(errors).toBeUndefined();
    for (const value of Object.values(data)) expect(value).not.toBeNull();
    expect(JSON.stringify(data)).not.toContain('"nodes":[]');
  });
});
