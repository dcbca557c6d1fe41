import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { longest, type Matrix, matrixCells, openMatrix } from '../support/faults/fault-matrix.ts';
import { keptOutcome, outcomeOf } from '../support/faults/fault-table.ts';
import { eventually } from '../support/graph.ts';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
}, 120_000);
afterAll(() => matrix?.close(), 60_000);

describe('What clients get is what docs/faults.md says, in time, and whole again by itself', () => {
  it.each(matrixCells)(
    'when %s is %s',
    async (backend, fault) => {
      const kept = keptOutcome(backend, fault);
      // The deadlines are short. Where the machine is busy, something else may be late for once.
      const cell = await eventually(
        () => matrix.run(backend, fault),
        (result) => outcomeOf(result).join() === kept.join(),
        30_000,
      );

      expect(outcomeOf(cell)).toEqual(kept);
      expect(cell.took).toBeLessThan(longest);
      expect(cell.recovered).toEqual(expect.any(Number));
    },
    90_000,
  );

  it('without an error that nobody expected in any room', () => {
    const known =
      /"msg":"[^"]*(cannot be reached|took too long to answer|cannot be checked|is away|a fetch failed|circuit)/;
    const unexpected = matrix.log.filter((line) => /"level":"(error|fatal)"|^\S+ \s*at |Unknown Message/.test(line));

    expect(unexpected.filter((line) => !known.test(line))).toEqual([]);
  });
});
