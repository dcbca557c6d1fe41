import { isDeepStrictEqual } from 'node:util';
import type { Installation } from '#launcher/installation.ts';
import { withInstallation } from './installation.ts';
import { askSide, compareParts, type Rounds, type Side } from './measure/compare.ts';
import { benchEnvironment } from './measure/environment.ts';
import { printParts } from './measure/parts-table.ts';

/**
 * `npm run bench:aliases`: 24 products by 24 aliases, with data of every subgraph, against the same products as a list. Prints the
 * processor time of a request in all processes, and exits with 1 if the aliases cost more than the goal.
 */
const goal = 1.3;
const products = 24;
const asked: Rounds = {
  rounds: Number(process.env.BENCH_ROUNDS || 7),
  requests: Number(process.env.BENCH_TIMES || 20),
  connections: 2,
};

const card = `fragment Card on Product {
  id handle title
  provenance { place materials { sharePercent material { id name certifications { id name } } } }
  stories(first: 3) { nodes { id title } }
  related(first: 4) { id title }
}`;

// A cost without effect: what one request may cost is not what is measured.
const env = { ...(await benchEnvironment()), COST_CEILING_ANONYMOUS: '1000000' };
await withInstallation({ env, isQuiet: true }, compare);

async function compare(installation: Installation): Promise<void> {
  const list: Side = {
    name: 'as a list',
    installation,
    query: `query List { products(first: ${products}, sort: TITLE_ASC) { nodes { ...Card } } } ${card}`,
    variables: {},
  };
  const listed: { handle: string }[] = (await askSide(list)).products.nodes;
  const fields = listed.map(({ handle }, index) => `p${index}: product(handle: ${JSON.stringify(handle)}) { ...Card }`);
  const aliased: Side = { ...list, name: 'by aliases', query: `query Aliases { ${fields.join(' ')} } ${card}` };
  if (listed.length !== products || !isDeepStrictEqual(Object.values(await askSide(aliased)), listed)) {
    throw new Error('The aliases return other products than the list.');
  }
  const costs = await compareParts([list, aliased], asked);
  const ratio = printParts({ title: `${products} products`, sides: [list, aliased], costs, asked });
  const isMet = ratio <= goal;
  process.stdout.write(`\nGoal: at most ${goal} × the list: ${isMet ? 'met' : 'missed'}\n`);
  if (!isMet) process.exitCode = 1;
}
