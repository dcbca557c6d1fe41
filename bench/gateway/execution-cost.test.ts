import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ExecutionCost } from './execution-cost.ts';

let cost: ExecutionCost;
beforeAll(async () => {
  // A process of its own: V8 optimises less within Jest. Without helper threads, the collector's time is that of the code before it.
  const args = ['--single-threaded-gc', join(import.meta.dirname, 'execution-cost.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  cost = JSON.parse(stdout);
}, 120_000);

describe('The execution of the benchmark query', () => {
  it('makes eight requests, with each entity once in each', () => {
    expect(cost).toMatchObject({ requests: 8, sent: 2_155, received: 51_417 });
  });

  it('fetches by compiled plans', () => {
    // About 1.2; with interpreted representations 2.2.
    expect(cost.fetch).toBeLessThan(1.8);
  });

  it('writes the response by compiled code', () => {
    // About 0.5; by completion as objects 1.3.
    expect(cost.write).toBeLessThan(0.85);
  });
});
