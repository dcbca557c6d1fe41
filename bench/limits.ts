import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { readGatewayConfig } from '#gateway/config.ts';
import { axiomDir, root } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { environmentOf, type RoomPlan, rooms } from '#scripts/house/rooms.ts';
import { table } from '#scripts/house/table.ts';
import { background, benchEnvironment } from './environment.ts';
import { load, measure, type Slice, sampleOf, startTarget } from './gateways.ts';
import { limitsCost } from './limits/alone.ts';

/**
 * `npm run bench:limits`: what authentication, cost and bucket take of the gateway's processor time for the headline query, by
 * the same gateway with them and without them, in turn over the same subgraphs; then by themselves.
 */
const secondsEach = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 12);
const connections = 8;

const progress = showProgress(process.stdout);
const query = await readFile(join(root, 'schema/operations/ProductPage.graphql'), 'utf8');
const variables = JSON.parse(await readFile(join(root, 'schema/operations/ProductPage.variables.json'), 'utf8'));
const body = JSON.stringify({ query, variables });

const env = await benchEnvironment();
const dataDir = join(axiomDir, 'bench');
await layGround({ axiomDir, dataDir, env, progress, fresh: true });
const house = await startHouse({ dataDir, env, progress });
try {
  progress.end();
  for (const part of background) await house.parts.get(part)?.stop();
  await compare(house);
} finally {
  await house.stop();
}

async function compare({ env }: House): Promise<void> {
  const plan = rooms.find(({ name }) => name === 'gateway') as RoomPlan;
  const own = environmentOf(plan, env);
  const file = join(root, plan.file);
  const on = await startTarget('with limits', file, own);
  const off = await startTarget('without', file, own, [`--import=${join(import.meta.dirname, 'limits/off.ts')}`]);
  try {
    const viewers = { anonymous: {}, curator: await signIn(on.url, env.MEDUSA_CURATOR_PASSWORD) };
    const rows: string[][] = [];
    for (const [viewer, headers] of Object.entries(viewers)) {
      const data = await ask(on.url, body, headers);
      if (JSON.stringify(strip(data)) !== JSON.stringify(strip(await ask(off.url, body, headers))))
        throw new Error('The gateways answer differently.');
      const asked = { connections, seconds: secondsEach, body, headers };
      for (const { url } of [on, off]) await load(url, asked);
      const slices: Slice[][] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        // Short rounds with changing turns: whatever else the machine does then falls on both alike.
        for (const which of round % 2 === 0 ? [0, 1] : [1, 0]) {
          const { url, child } = which === 0 ? on : off;
          slices[which]?.push(await measure(url, child.pid, asked));
        }
      }
      const [with_, without] = slices.map((some) => sampleOf(some, secondsEach).cpu) as [number, number];
      const config = readGatewayConfig(own);
      const supergraph = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');
      const alone = await limitsCost({ config, supergraph, query, variables, data, headers });
      rows.push([
        viewer,
        `${with_.toFixed(2)} ms`,
        `${without.toFixed(2)} ms`,
        `${((with_ / without - 1) * 100).toFixed(1)} %`,
        `${alone.toFixed(0)} µs`,
      ]);
    }
    const conditions = `${cpus().length} cores shared by everything, ${rounds} rounds of ${secondsEach} s, ${connections} connections`;
    const columns = ['Viewer', 'CPU/request with limits', 'Without', 'Difference', 'By themselves'];
    process.stdout.write(`\nHeadline query, warm house, ${conditions}\n\n${table(columns, rows)}\n`);
  } finally {
    await Promise.all([on, off].map(({ child }) => child.stop()));
  }
}

/** The headers of the house's curator. */
async function signIn(url: string, password: string | undefined): Promise<Record<string, string>> {
  const mutation =
    'mutation ($input: CuratorSignInInput!) { curatorSignIn(input: $input) { grant { token } userErrors { message } } }';
  const input = { email: 'curator@axiom.example', password, transport: 'BEARER' };
  const { curatorSignIn } = (await ask(url, JSON.stringify({ query: mutation, variables: { input } }), {})) as {
    curatorSignIn: { grant: { token: string } | null; userErrors: { message: string }[] };
  };
  if (!curatorSignIn.grant) throw new Error(curatorSignIn.userErrors[0]?.message);
  return { authorization: `Bearer ${curatorSignIn.grant.token}` };
}

async function ask(url: string, text: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  if (errors) throw new Error(`${url} answers with errors: ${JSON.stringify(errors)}`);
  return data;
}

/** Signed addresses differ by second. */
function strip(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data).replaceAll(/X-Amz-[^"]*/g, ''));
}
