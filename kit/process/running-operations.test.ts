import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog, type Log } from './log.ts';
import { openRunningOperations, type RunningOperation, readRunningOperations } from './running-operations.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'running-'));
  file = join(folder, 'notes', 'search');
});
afterEach(() => rm(folder, { recursive: true }));

const silent = createLog('test', 'silent');
const operation = (name: string): RunningOperation => ({
  name,
  hash: 'ab'.repeat(8),
  viewer: 'ANONYMOUS',
  requestId: `request of ${name}`,
  text: '{ search }',
  startedAt: '2026-11-27T05:00:00.000Z',
});
const named = () => readRunningOperations(file).map(({ name }) => name);

describe('Running operations', () => {
  it('are in the file from begin to end, readable only by its owner', async () => {
    const operations = openRunningOperations(file, silent);
    const [first, , third] = ['One', 'Two', 'Three'].map((name) => operations.begin(operation(name)));

    expect(readRunningOperations(file)).toEqual(['One', 'Two', 'Three'].map(operation));
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    first?.();
    first?.();
    third?.();
    operations.begin(operation('Four'));
    expect(named().sort()).toEqual(['Four', 'Two']);
    operations.close();
  });

  it('are recorded at any length', () => {
    const operations = openRunningOperations(file, silent);
    operations.begin({ ...operation('é'.repeat(5_000)), text: '€'.repeat(300), requestId: 'x'.repeat(500) });
    operations.begin(operation('Next'));

    expect(readRunningOperations(file).map(({ hash }) => hash)).toEqual(['ab'.repeat(8), 'ab'.repeat(8)]);
    operations.close();
  });

  it('are not recorded without a file, or when it cannot be written', () => {
    openRunningOperations(undefined, silent).begin(operation('One'))();
    openRunningOperations(join(import.meta.filename, 'notes'), silent).begin(operation('One'))();

    expect(readRunningOperations(file)).toEqual([]);
  });
});

describe('A process that exhausts its heap', () => {
  it('leaves a record of its operation, without string values, and its successor logs it', async () => {
    const fixture = join(import.meta.dirname, 'full-heap.fixture.ts');
    const child = spawn(process.execPath, ['--max-old-space-size=48', fixture, file], { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGABRT']);

    const logged: unknown[] = [];
    const log = { ...silent, error: (details: unknown) => void logged.push(details) } as unknown as Log;
    openRunningOperations(file, log).close();

    const left = {
      name: 'Fill',
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      viewer: 'ANONYMOUS',
      requestId: 'request-1',
      text: 'query Fill { fill(password: "…") }',
      startedAt: expect.any(String),
    };
    expect(logged).toEqual([{ event: 'operations_interrupted', operations: [left] }]);
    expect(readRunningOperations(file)).toEqual([]);
  });
});
