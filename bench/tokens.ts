import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import {
  createRequestSigner,
  createRequestVerifier,
  encodeContext,
  type ForwardedContext,
} from '#kit/graph/request-token.ts';
import { table } from '#launcher/table.ts';

/**
 * `npm run bench:tokens`: processor time of a request token, signed by the gateway and verified by a subgraph, for a customer
 * and bodies of 1 and 64 KB, compared with the HMAC over a body alone, which is the least it can cost. The median of
 * BENCH_ROUNDS (15) rounds of BENCH_TOKENS (5000), interleaved.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const tokens = Number(process.env.BENCH_TOKENS ?? 5_000);

const key = randomBytes(32).toString('hex');
const secret = createSecretKey(key, 'hex');
const contextOf = (request: number): ForwardedContext => ({
  requestId: `0b6f4b1e-7a52-4d39-9d1c-${String(request).padStart(12, '0')}`,
  viewer: { kind: 'ELITE', id: 'cus_01', scopes: ['account'], session: 's-1', authTime: 1_760_000_000, account: 'a-1' },
  market: { country: 'FR', currency: 'EUR' },
  client: {
    address: '203.0.113.7',
    origin: 'https://axiom.example',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
  },
});

const steps = ['encode the context, once a request', 'sign', 'verify', 'HMAC of the body alone'] as const;
const rows: string[][] = [];
for (const size of [1_024, 65_536]) {
  const request = { method: 'POST', path: '/graphql', body: randomBytes(size / 2).toString('hex') };
  const received = { ...request, body: Buffer.from(request.body) };
  const sign = createRequestSigner(key, 'commerce');
  const verify = createRequestVerifier(key, 'commerce');
  const samples = steps.map((): number[] => []);
  for (let round = -1; round < rounds; round += 1) {
    const requests = Array.from({ length: tokens }, (_, index) => contextOf(round * tokens + index));
    const [encoding, contexts] = timed(requests, encodeContext);
    const [signing, signed] = timed(contexts, (context) => sign(request, context, 3_600));
    // As they come from a socket: a concatenated string is joined when it is first read.
    const arrived = signed.map((token) => String(Buffer.from(token)));
    const [verifying] = timed(arrived, (token) => verify(token, received));
    const [hashing] = timed(arrived, () => createHmac('sha256', secret).update(received.body).digest('base64url'));
    const times = [encoding, signing, verifying, hashing];
    // The first round compiles the code.
    if (round >= 0) for (const [step, value] of times.entries()) samples[step]?.push(value);
  }
  rows.push([`${size / 1_024} KB`, ...samples.map((values) => `${median(values).toFixed(1)} µs`)]);
}
const machine = `${cpus().length} cores shared by everything, load ${loadavg()[0]?.toFixed(1)}`;
process.stdout.write(
  `\nRequest tokens, ${rounds} rounds of ${tokens}, ${machine}\n\n${table(['Body', ...steps], rows)}\n`,
);

/** Runs a step for each item. Returns the mean processor time in microseconds, and the results. */
function timed<Item, Result>(items: readonly Item[], step: (item: Item) => Result): [number, Result[]] {
  const before = process.cpuUsage();
  const results = items.map(step);
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / items.length, results];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
