import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '#kit/process/port.ts';
import { axiomDir } from '#launcher/folders.ts';
import { type Installation, startInstallation } from '#launcher/installation.ts';
import { showProgress } from '#launcher/progress.ts';
import { portVariables } from '#launcher/services.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';
import { startTestRedis } from '#tests/support/backends/redis.ts';
import { openAcknowledgements } from '#tests/support/cache-proof/acknowledgements.ts';
import { openFacts } from '#tests/support/cache-proof/facts.ts';
import { measureFreshness, type ProofResult, prove } from '#tests/support/cache-proof/proof.ts';
import { startSecondGateway } from '#tests/support/cache-proof/second-gateway.ts';
import { generousEnv } from '#tests/support/gateway-env.ts';

/**
 * `npm run proof:cache`: two gateways over one installation are read while price, stock, a story and provenance change at
 * their backends, and a gateway, Redis and the reader of the change feeds are killed. Prints the reads that were older than
 * a change that was acknowledged before they began, and exits with 1 if there is one. Then it measures how soon a change is
 * seen. It reads for `PROOF_SECONDS` (60) and at least `PROOF_READS` (10,000) times.
 *
 * `--deaf`: the second gateway follows another Redis, in which nothing is published. The proof must then fail.
 */
const isDeaf = process.argv.includes('--deaf');
const seconds = Number(process.env.PROOF_SECONDS ?? 60);
const leastReads = Number(process.env.PROOF_READS ?? 10_000);

const ports = await freePorts(portVariables.length);
const env: Record<string, string | undefined> = {
  ...process.env,
  ...generousEnv,
  ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])),
};
const dataDir = join(axiomDir, 'proof');
const progress = showProgress(process.stdout);
await ensureSeeded({ axiomDir, dataDir, env, progress, fresh: true });
const installation = await startInstallation({ dataDir, env, progress });
progress.end();
try {
  process.exitCode = (await run(installation)) ? 0 : 1;
} finally {
  await installation.stop();
}

async function run({ env: own, parts }: Installation): Promise<boolean> {
  const otherRedis = isDeaf ? await startTestRedis() : undefined;
  const second = await startSecondGateway({ ...own, ...(otherRedis && { REDIS_URL: otherRedis.url }) });
  const facts = await openFacts(own);
  const acknowledgements = openAcknowledgements(String(own.REDIS_URL));
  const kill = (part: string) => async () => {
    for (const pid of parts.get(part)?.running?.pids ?? []) process.kill(pid, 'SIGKILL');
  };
  const first = `http://127.0.0.1:${own.PORT}/graphql`;
  try {
    const result = await prove({
      gateways: [first, second.url],
      facts: facts.all,
      acknowledgements,
      duration: seconds * 1_000,
      leastReads,
      readers: 6,
      kills: [kill('gateway'), kill('redis'), kill('invalidation')],
    });
    print(result);
    if (isDeaf) return result.stale.length === 0;
    await sleep(5_000);
    const times = await measureFreshness(first, facts.all, 100_000, 50);
    process.stdout.write(`From a committed change to the first fresh answer: ${quantiles(times)}\n`);
    return result.stale.length === 0;
  } finally {
    acknowledgements.close();
    await Promise.all([facts.close(), second.stop(), otherRedis?.remove()]);
  }
}

function print({ stale, ...counts }: ProofResult): void {
  process.stdout.write(`${JSON.stringify(counts, undefined, 2)}\n`);
  process.stdout.write(`Stale reads after an acknowledgement: ${stale.length}\n`);
  for (const line of stale.slice(0, 20)) process.stdout.write(`  ${line}\n`);
}

function quantiles(times: readonly number[]): string {
  const at = (share: number) => `${times[Math.min(times.length - 1, Math.floor(share * times.length))]?.toFixed(0)} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, at most ${at(1)}, ${times.length} changes`;
}
