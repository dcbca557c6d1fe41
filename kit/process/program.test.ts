import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findProgram } from './program.ts';

describe('findProgram', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'program-'));
    for (const name of ['runs', 'reads']) await writeFile(join(folder, name), '#!/bin/sh\n');
    await chmod(join(folder, 'runs'), 0o755);
    await chmod(join(folder, 'reads'), 0o644);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds a program in any folder of the PATH', async () => {
    const found = await findProgram('runs', ['/nowhere', '', folder].join(delimiter));

    expect(found).toBe(join(folder, 'runs'));
  });

  it('returns undefined without such a program, for a file that is not executable, and without PATH', async () => {
    const found = [await findProgram('walks', folder), await findProgram('reads', folder), await findProgram('runs')];

    expect(found).toEqual([undefined, undefined, undefined]);
  });
});
