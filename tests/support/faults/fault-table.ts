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
export function keptOutcome(backend: Cell['backend'], fault: Cell['fault']): string[] {
  const rows = readFileSync(tableFile, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const row = rows.find((cells) => cells[1] === names[backend] && cells[2] === titles[fault]);
  return row?.slice(1, 6) ?? [];
}

/** The complete document. Times are those of the run that created it. */
export function faultDocument(cells: readonly Cell[]): string {
  const head = ['backend', 'fault', 'missing', 'mutation', 'still comes', 'took', 'whole again after'];
  const rows = cells.map((cell) => [...outcomeOf(cell), seconds(cell.took), seconds(cell.recovered)]);
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `${introduction}\n\n${table}\n`;
}

const introduction = `# What clients get while a backend fails

\`npm run faults\` writes this page. It puts a proxy that can fail in front of each backend, asks one query that has a part of every
subgraph and backend in it, as a customer who has signed in, and at the same time one mutation that needs the backend: \`cartCreate\` (Medusa),
\`passkeyRename\` (PostgreSQL), \`articlePublish\` (Sanity), \`passkeySignInBegin\` (Redis), \`assetUploadFinish\` (S3). Nothing writes to Meilisearch. Then the fault ends, and the
query is asked until it is whole. \`tests/stories/faults.test.ts\` asks the same at every \`npm test\` and compares all but the times.

| fault | what the backend does |
| --- | --- |
| down | it refuses connections and resets open ones |
| slow | it answers after every deadline |
| error | it answers that it cannot serve: HTTP 503; SQLSTATE 58030, and 57P03 to new connections; LOADING |
| malformed | it sends bytes that are no answer |
| reset | it resets the connection in the middle of its answer |
| web page | something in its place answers 200 with HTML |
| foreign JSON | something in its place answers 200 with JSON of another shape |

Deadlines of this run: ${deadlines.GATEWAY_TIMEOUT_MS} ms for a request, ${deadlines.GATEWAY_FETCH_TIMEOUT_MS} ms for a fetch from a subgraph, ${deadlines.SUBGRAPH_TIMEOUT_MS} ms in a subgraph; in production they are longer
(\`GATEWAY_TIMEOUT_MS\` and those after it in \`.env.example\`). \`*\` stands for every item of a list.

- What curators do must be written down first. While PostgreSQL is away, none of their mutations is done, and each says BACKEND_UNAVAILABLE.
- While Redis is away, sessions cannot be checked: the viewer is nobody, and what needs a session says BACKEND_UNAVAILABLE.
- Malformed bytes of PostgreSQL cannot be told from the beginning of a long message, so they end with the deadline.
- Medusa keeps its data in PostgreSQL too. Here it reaches that past the proxy.`;

const listed = (items: readonly string[]) => items.map((item) => `\`${item}\``).join(', ') || 'nothing';

const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? 'never' : `${(milliseconds / 1000).toFixed(1)} s`;
