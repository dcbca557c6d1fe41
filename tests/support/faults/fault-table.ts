import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from './fault-matrix.ts';
import { deadlines } from './fault-subgraphs.ts';

const names: Record<Cell['backend'], string> = {
  medusa: 'Medusa',
  postgres: 'PostgreSQL',
  sanity: 'Sanity',
  meilisearch: 'Meilisearch',
  redis: 'Redis',
  s3: 'S3',
};

const titles: Record<Cell['fault'], string> = {
  down: 'down',
  slow: 'slow',
  error: 'error',
  malformed: 'malformed',
  reset: 'reset',
  page: 'web page',
  foreign: 'foreign JSON',
};

/** The file of the table. */
export const tableFile = join(import.meta.dirname, '../../../docs/faults.md');

/** The content of a row except times: missing data, the result of a mutation, and the remaining data. */
export function outcomeOf({ backend, fault, missing, mutation, came }: Cell): string[] {
  return [names[backend], titles[fault], listed(missing), mutation, listed(came)];
}

/** The same content of the stored row of a backend and a fault; empty when there is none. */
export function storedOutcome(backend: Cell['backend'], fault: Cell['fault']): string[] {
  const rows = readFileSync(tableFile, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const row = rows.find((cells) => cells[1] === names[backend] && cells[2] === titles[fault]);
  return row?.slice(1, 6) ?? [];
}

/** The complete document. Times are those of the run that created it. */
export function faultDocument(cells: readonly Cell[]): string {
  const head = ['backend', 'fault', 'missing', 'mutation', 'still returned', 'took', 'complete again after'];
  const rows = cells.map((cell) => [...outcomeOf(cell), seconds(cell.took), seconds(cell.recovered)]);
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `${introduction}\n\n${table}\n`;
}

const introduction = `# What clients get while a backend fails

\`npm run faults\` writes this page. It puts a proxy with simulated faults in front of each backend. During a fault it executes, as a signed-in
customer, a query that needs every subgraph and backend, and a mutation that needs the backend: \`cartCreate\` (Medusa),
\`passkeyRename\` (PostgreSQL), \`articlePublish\` (Sanity), \`passkeySignInBegin\` (Redis), \`assetUploadFinish\` (S3). No mutation writes to
Meilisearch. After the fault it repeats the query until its data is complete. \`tests/stories/faults.test.ts\` does the same in every
\`npm test\` and compares everything except the times.

| fault | what the backend does |
| --- | --- |
| down | it refuses connections and resets open ones |
| slow | it responds after every deadline |
| error | it responds that it is unavailable: HTTP 503; SQLSTATE 58030, and 57P03 to new connections; LOADING |
| malformed | it sends bytes that are not a valid response |
| reset | it resets the connection in the middle of its response |
| web page | an intermediary responds with 200 and HTML |
| foreign JSON | an intermediary responds with 200 and JSON of another format |

Deadlines of this run: ${deadlines.GATEWAY_TIMEOUT_MS} ms for a request, ${deadlines.GATEWAY_FETCH_TIMEOUT_MS} ms for a fetch from a subgraph, ${deadlines.SUBGRAPH_TIMEOUT_MS} ms in a subgraph; in production they are longer
(\`GATEWAY_TIMEOUT_MS\` and those after it in \`.env.example\`). \`*\` means every item of a list.

- Mutations of curators are recorded in the audit log before they run. While PostgreSQL is unavailable, none of them runs, and each has the error
  BACKEND_UNAVAILABLE.
- While Redis is unavailable, sessions cannot be checked: the viewer is anonymous, and fields that require a session have the error
  BACKEND_UNAVAILABLE.
- Malformed bytes from PostgreSQL look like the beginning of a long message, so they end with a timeout.
- Medusa stores its data in PostgreSQL too. In this test it connects to PostgreSQL without the proxy.
- S3 down: \`invoice.file\` is null with BACKEND_UNAVAILABLE until the file was made once; afterwards its URL is signed without S3, and so are
  the URLs of labels of returns. The invoice itself is returned. \`tests/stories/outages.test.ts\` checks it.`;

const listed = (items: readonly string[]) => items.map((item) => `\`${item}\``).join(', ') || 'nothing';

const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? 'never' : `${(milliseconds / 1000).toFixed(1)} s`;
