import type { Environment } from '#kit/process/config.ts';
import { table } from '#launcher/table.ts';
import { connect, indexes } from '#subgraphs/search/meilisearch/client.ts';
import { executeAt } from '#tests/support/graph.ts';
import { withInstallation } from '../installation.ts';
import { benchEnvironment } from '../measure/environment.ts';
import { type Judgement, measure, ndcgOf, readJudgements } from './relevance.ts';

/**
 * `npm run bench:search`: how well judged queries are answered through the gateway, and by Meilisearch with its default
 * settings over the same documents. `-- --details` lists the queries that are not withheld for validation, the worst first.
 */
const judgements = await readJudgements();
// The installation is ready when its index is built.
await withInstallation({ env: await benchEnvironment() }, async ({ env }) => {
  const graph = `http://127.0.0.1:${env.PORT}/graphql`;
  const ours = await answersOf((query) => askGraph(graph, query));
  const defaults = await withDefaults(env, answersOf);
  report('AXIOM', ours, 'Meilisearch, default settings', defaults);
  if (process.argv.includes('--details')) detail(ours);
});

type Answers = Map<string, string[]>;

async function answersOf(find: (query: string) => Promise<string[]>): Promise<Answers> {
  const answers: Answers = new Map();
  for (const { query } of judgements) answers.set(query, await find(query));
  return answers;
}

async function askGraph(url: string, query: string): Promise<string[]> {
  const { data, errors } = await executeAt(
    url,
    'query Relevance($query: String!) { search(query: $query, first: 10) { nodes { id handle } } }',
    { query },
  );
  if (!data?.search || errors) throw new Error(`The graph answered with errors: ${JSON.stringify(errors)}`);
  return data.search.nodes.map(({ handle }: { handle: string }) => handle);
}

/** A separate index with the same documents and default settings, for the duration of `work`. */
async function withDefaults<Result>(
  { MEILI_URL = '', MEILI_INDEX_KEY = '' }: Environment,
  work: (find: (query: string) => Promise<string[]>) => Promise<Result>,
): Promise<Result> {
  const client = connect(MEILI_URL, MEILI_INDEX_KEY);
  const { results: documents } = await client.index(indexes.products).getDocuments({ limit: 1_000 });
  const index = client.index('products_defaults');
  await client.createIndex('products_defaults', { primaryKey: 'id' }).waitTask();
  await index.addDocuments(documents).waitTask();
  try {
    return await work(async (query) => {
      const { hits } = await index.search<{ id: string }>(query, { limit: 10, attributesToRetrieve: ['id'] });
      return hits.map(({ id }) => id.replace('prod_', ''));
    });
  } finally {
    await index.delete().waitTask();
  }
}

function report(...systems: [string, Answers, string, Answers]): void {
  const sets: [string, Judgement[]][] = [
    ['all', judgements],
    ['seen', judgements.filter(({ isHeldOut }) => !isHeldOut)],
    ['held out', judgements.filter(({ isHeldOut }) => isHeldOut)],
  ];
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const [one, ours, other, defaults] = systems;
  const rows = sets.flatMap(([name, set]) =>
    [[one, ours] as const, [other, defaults] as const].map(([system, answers]) => {
      const { queries, ndcg, withoutHit, rightlyEmpty } = measure(set, answers);
      return [name, String(queries), system, ndcg.toFixed(3), percent(withoutHit), percent(rightlyEmpty)];
    }),
  );
  const columns = ['Queries', 'Number', 'System', 'NDCG@10', 'Without a hit', 'Rightly without a hit'];
  process.stdout.write(`\n${table(columns, rows)}\n`);
}

function detail(answers: Answers): void {
  const seen = judgements.filter(({ isHeldOut, grades }) => !isHeldOut && grades.size > 0);
  const scored = seen.map((judgement) => {
    const handles = answers.get(judgement.query) ?? [];
    return { query: judgement.query, ndcg: ndcgOf(judgement, handles), handles };
  });
  for (const { query, ndcg, handles } of scored.sort((a, b) => a.ndcg - b.ndcg)) {
    process.stdout.write(`${ndcg.toFixed(3)}  ${query}: ${handles.join(' ')}\n`);
  }
}
