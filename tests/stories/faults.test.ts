import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { longest, type Matrix, matrixCells, openMatrix } from '../support/faults/fault-matrix.ts';
import { outcomeOf, storedOutcome } from '../support/faults/fault-table.ts';
import { eventually } from '../support/graph.ts';

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
}, 120_000);
afterAll(() => matrix?.close(), 60_000);

describe('Clients get the responses in docs/faults.md, in time, and complete data again after the fault', () => {
  it.each(matrixCells)(
    'when %s is %s',
    async (backend, fault) => {
      const kept = storedOutcome(backend, fault);
      // The deadlines are short. On a busy machine, another field may time out once.
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

  it('without an unexpected error in the log of any service', () => {
    const unexpected = matrix.log.filter((line) => /"level":"(error|fatal)"|^\S+ \s*at |Unknown Message/.test(line));

    expect(unexpected).toEqual([]);
  });
});
