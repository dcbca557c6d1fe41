import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { root } from '#launcher/folders.ts';
import { seconds, table } from '#launcher/table.ts';
import { type Cell, matrixCells, openMatrix } from '#tests/support/faults/fault-matrix.ts';
import { faultDocument, tableFile } from '#tests/support/faults/fault-table.ts';
import setup from '#tests/support/setup.ts';
import teardown from '#tests/support/teardown.ts';

/** `npm run faults`: puts every fault on every backend of a test house, prints what clients get, and writes docs/faults.md. */
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
    const back = recovered === undefined ? 'never' : seconds(recovered);
    return [backend, fault, seconds(took), back, mutation, missing.join(', ') || 'nothing'];
  });
  process.stdout.write(`\n${table(['Backend', 'Fault', 'Took', 'Whole after', 'Mutation', 'Missing'], rows)}\n`);
  await writeFile(tableFile, faultDocument(cells));
  process.stdout.write(`\n${cells.length} cells, written to ${relative(root, tableFile)}.\n`);
  if (cells.some(({ recovered }) => recovered === undefined)) process.exitCode = 1;
} finally {
  await teardown();
}
