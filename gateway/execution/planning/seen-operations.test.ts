import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import type { Log } from '#kit/process/log.ts';
import type { Executor } from '../executor.ts';
import { openSeenOperations, type SeenOperations } from './seen-operations.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seen-'));
});
afterAll(() => rm(folder, { recursive: true }));

const events: unknown[] = [];
const log = { warn: ({ event }: { event: string }) => void events.push(event) } as unknown as Log;

/** Executes an operation some times, with a result. */
async function use(seen: SeenOperations, source: string, times = 1, variables = {}, result: object = { data: {} }) {
  const document = parse(source);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const request = { source, queryHash: hash('sha256', source), document, operation, request: { variables } };
  const execute = seen.counting(async () => result as Awaited<ReturnType<Executor>>);
  for (let n = 0; n < times; n += 1) await execute(request as unknown as Parameters<Executor>[0]);
}

describe('The operations that were executed', () => {
  it('are counted by document, name and conditions, without the values of other variables', async () => {
    const seen = await openSeenOperations(undefined, log);
    const source = 'query A($id: ID!, $c: Boolean!) { a(id: $id) b @skip(if: $c) }';

    await use(seen, '{ once }');
    await use(seen, source, 3, { id: 'secret', c: true });
    await use(seen, source, 2, { id: 'secret', c: false });
    await use(seen, '{ failed }', 9, {}, { errors: [] });

    expect(seen.mostUsed()).toEqual([
      { source, name: 'A', conditions: { c: true }, uses: 3 },
      { source, name: 'A', conditions: { c: false }, uses: 2 },
      { source: '{ once }', name: undefined, conditions: {}, uses: 1 },
    ]);
  });

  it('are known to the next process, if they are used often and contain no values of clients', async () => {
    const file = join(folder, 'new/seen.json');
    const seen = await openSeenOperations(file, log);
    const kept = ['query A($id: ID!) { a(id: $id) }', '{ list(first: 24, order: TITLE) }'];
    const dropped = [
      '{ a(id: "secret") }',
      '{ a(id: """secret""") }',
      '{ a(phone: 491234567) }',
      '{ a(at: 52.5163) }',
      '{ a } # secret',
      '# secret\n{ a }',
    ];
    for (const source of [...kept, ...dropped]) await use(seen, source, 5);
    await use(seen, '{ seldom }', 2);
    await seen.close();

    const next = await openSeenOperations(file, log);
    expect(next.mostUsed().map(({ source }) => source)).toEqual(kept);
    expect(JSON.parse(await readFile(file, 'utf8')).operations).toHaveLength(2);
    expect(events).toEqual([]);
  });

  it('are replaced by others that are used later', async () => {
    const file = join(folder, 'later.json');
    const before = await openSeenOperations(file, log);
    await use(before, '{ early }', 5);
    await before.close();

    const seen = await openSeenOperations(file, log);
    await use(seen, '{ late }', 3);

    expect(seen.mostUsed().map(({ source }) => source)).toEqual(['{ late }', '{ early }']);
  });

  it('are bounded', async () => {
    const seen = await openSeenOperations(undefined, log);

    for (let n = 0; n < 30; n += 1) await use(seen, `{ ${`field_${n} `.repeat(1_000)} }`);

    const characters = seen.mostUsed().reduce((sum, { source }) => sum + source.length, 0);
    expect(characters).toBeGreaterThan(50_000);
    expect(characters).toBeLessThanOrEqual(100_000);
  });

  it.each([
    ['not JSON', '{'],
    ['of another version', '{"version":2,"operations":[]}'],
    ['of other content', '{"version":1,"operations":[{"source":1,"conditions":{},"uses":1}]}'],
    [
      'too long a list',
      JSON.stringify({ version: 1, operations: Array(301).fill({ source: '', conditions: {}, uses: 1 }) }),
    ],
    ['too large', `{"version":1,"operations":[],"more":"${'x'.repeat(1_000_001)}"}`],
  ])('are forgotten if the file is %s, and this is logged', async (_what, text) => {
    const file = join(folder, 'broken.json');
    await writeFile(file, text);

    const seen = await openSeenOperations(file, log);

    expect(seen.mostUsed()).toEqual([]);
    expect(events.splice(0)).toEqual(['seen_operations_unreadable']);
  });

  it('are served while the file cannot be written, and this is logged', async () => {
    await writeFile(join(folder, 'occupied'), '');
    const seen = await openSeenOperations(join(folder, 'occupied/seen.json'), log);
    events.splice(0);

    await use(seen, '{ a }', 3);
    await seen.close();

    expect(seen.mostUsed()).toHaveLength(1);
    expect(events.splice(0)).toEqual(['seen_operations_unwritable']);
  });
});
