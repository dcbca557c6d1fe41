import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { readGatewayConfig } from '#gateway/config.ts';
import { root } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import { environmentOf, type ServicePlan, services } from '#launcher/services.ts';
import { table } from '#launcher/table.ts';
import { exampleVariables, executeAt, operation } from '#tests/support/graph.ts';
import { benchEnvironment } from './environment.ts';
import { inTurn, load, type Sample, sameAnswer, startTarget } from './gateways.ts';
import { withInstallation } from './installation.ts';
import { measureLimits } from './limits/in-process.ts';

/**
 * `npm run bench:limits`: what authentication, cost and bucket take of the gateway's processor time for the headline query, by
 * the same gateway with them and without them, in turn over the same subgraphs; then by themselves.
 */
const secondsEach = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 12);
const connections = 8;

const [query, variables] = [operation('ProductPage'), exampleVariables('ProductPage')];
const body = JSON.stringify({ query, variables });

await withInstallation({ env: await benchEnvironment(), isQuiet: true }, compare);

async function compare({ env }: Installation): Promise<void> {
  const plan = services.find(({ name }) => name === 'gateway') as ServicePlan;
  const own = environmentOf(plan, env);
  const file = join(root, plan.file);
  const config = readGatewayConfig(own);
  const supergraph = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');
  const on = await startTarget('with limits', file, own);
  const off = await startTarget('without', file, own, {
    flags: [`--import=${join(import.meta.dirname, 'limits/off.ts')}`],
  });
  const targets = [on, off];
  try {
    const viewers = { anonymous: {}, curator: await signIn(on.url, env.MEDUSA_CURATOR_PASSWORD) };
    const rows: string[][] = [];
    for (const [viewer, headers] of Object.entries(viewers)) {
      const data = await sameAnswer(targets, query, variables, headers);
      const asked = { connections, seconds: secondsEach, body, headers };
      for (const { url } of targets) await load(url, asked);
      const [limited, free] = (await inTurn(targets, rounds, asked)) as [Sample, Sample];
      const alone = await measureLimits({ config, supergraph, query, variables, data, headers });
      rows.push([
        viewer,
        `${limited.cpu.toFixed(2)} ms`,
        `${free.cpu.toFixed(2)} ms`,
        `${((limited.cpu / free.cpu - 1) * 100).toFixed(1)} %`,
        `${alone.toFixed(0)} µs`,
      ]);
    }
    const conditions = `${cpus().length} cores shared by everything, ${rounds} rounds of ${secondsEach} s, ${connections} connections`;
    const columns = ['Viewer', 'CPU/request with limits', 'Without', 'Difference', 'By themselves'];
    process.stdout.write(`\nHeadline query, warm installation, ${conditions}\n\n${table(columns, rows)}\n`);
  } finally {
    await Promise.all(targets.map(({ child }) => child.stop()));
  }
}

/** The headers of the sample curator. */
async function signIn(url: string, password: string | undefined): Promise<Record<string, string>> {
  const mutation =
    'mutation ($input: CuratorSignInInput!) { curatorSignIn(input: $input) { grant { token } userErrors { message } } }';
  const input = { email: 'curator@axiom.example', password, transport: 'BEARER' };
  const { data, errors } = await executeAt(url, mutation, { input });
  const token = data?.curatorSignIn.grant?.token;
  if (!token) throw new Error(`The curator is not let in: ${JSON.stringify(errors ?? data?.curatorSignIn.userErrors)}`);
  return { authorization: `Bearer ${token}` };
}
