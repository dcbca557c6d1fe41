import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { root } from '#launcher/folders.ts';
import { seconds, table } from '#launcher/table.ts';
import { type Cell, matrixCells, openMatrix } from '#tests/support/faults/fault-matrix.ts';
import { faultDocument, tableFile } from '#tests/support/faults/fault-table.ts';
import setup from '#tests/support/setup.ts';
import teardown from '#tests/support/teardown.ts';

/** `npm run faults`: injects every fault into every backend of a test installation, prints what clients receive, and writes docs/faults.md. */
await setup();
try {
  const matrix = await openMatrix();
  const cells: Cell[] = [];
  for (const [backend, fault] of matrixCells) {
    process.stdout.write(`${backend} ${fault}\n`);
    cells.push(await matrix.run(backend, fault));
  }
  await matrix.close();
  const rows = cells.map(({ backend, fault, missing, mutation, took, recovered }) => {
    const recovery = recovered === undefined ? 'never' : seconds(recovered);
    return [backend, fault, seconds(took), recovery, mutation, missing.join(', ') || 'none'];
  });
  process.stdout.write(
    `\n${table(['Backend', 'Fault', 'Response after', 'Recovery after', 'Mutation', 'Missing fields'], rows)}\n`,
  );
  await writeFile(tableFile, faultDocument(cells));
  process.stdout.write(`\n${cells.length} combinations, written to ${relative(root, tableFile)}.\n`);
  if (cells.some(({ recovered }) => recovered === undefined)) process.exitCode = 1;
} finally {
  await teardown();
}
