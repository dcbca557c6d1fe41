import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { axiomDir } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import { payByCard, stripeAt } from '#tests/support/payments/buyer.ts';
import { type Ledger, openLedger } from '#tests/support/payments/ledger.ts';
import { plantFaults } from '#tests/support/payments/planted-faults.ts';
import { attempt, fillUnpaidCart } from '#tests/support/purchase.ts';
import { withInstallation } from './installation.ts';
import { benchEnvironment } from './measure/environment.ts';
import { quantile } from './measure/quantile.ts';
import { stockUp } from './stock.ts';

/**
 * `npm run proof:payments`: buyers pay, and Medusa, the payment provider or Redis is killed (SIGKILL) at a random point between the
 * authorization and the order. Half of the buyers complete their carts, the others never come back. Then every payment
 * must belong to an order and every order must be paid and whole, within `PROOF_MINUTES` (6), and stay so until every payment
 * without an order would have been released. Every buyer must find the order of their cart. Exits with 1 otherwise. `PROOF_KILLS` (20).
 *
 * `--theft`: a payment is canceled and another one authorized at the provider, an order's total and its pieces are changed in the
 * database, none of which the shop can know. The proof must then find these four faults and no other.
 */
const isTheft = process.argv.includes('--theft');
const kills = Number(process.env.PROOF_KILLS ?? 20);
const minutes = Number(process.env.PROOF_MINUTES ?? 6);
const variantId = 'variant_understory-notebook-bark-a6';
const victims = ['medusa', 'payments', 'redis'] as const;
/** Milliseconds for which the provider's event waits for the buyer's client. */
const eventWait = 5_000;
/** After this time a payment is released, and a sweep comes four times a minute, so that the proof sees it. */
const releaseMinutes = 2;

interface Bought {
  cartId: string;
  /** The order that the buyer knows, if any. */
  knownOrder: string | undefined;
  isBeforeOrder: boolean;
}

const env = {
  ...(await benchEnvironment()),
  PAYMENT_RELEASE_MINUTES: String(releaseMinutes),
  FULFILMENT_SWEEP_MS: '15000',
};
await withInstallation({ env, dataDir: join(axiomDir, 'payments') }, async (installation) => {
  // Test support reads the addresses of the installation from here.
  process.env.TEST_GATEWAY = `http://127.0.0.1:${installation.env.PORT}`;
  process.env.TEST_ENV = JSON.stringify(installation.env);
  await stockUp(installation, variantId);
  const ledger = openLedger(installation.env);
  try {
    const usual = await timeCompletions();
    const bought: Bought[] = [];
    for (let round = 0; round < kills; round += 1) bought.push(await buyAndKill(installation, ledger, round, usual));
    const faults = await settle(ledger, minutes * 60_000);
    if (faults.length === 0) {
      await sleep((releaseMinutes + 2) * 60_000);
      faults.push(...(await settle(ledger, 30_000)));
    }
    faults.push(...(await askBuyers(ledger, bought)));
    const isFound = !isTheft || (await findPlanted(ledger, installation, bought));
    for (const fault of faults) process.stdout.write(`  ${fault}\n`);
    const inTime = bought.filter(({ isBeforeOrder }) => isBeforeOrder).length;
    process.stdout.write(`${kills} kills, ${inTime} of them before the order; ${faults.length} faults.\n`);
    process.exitCode = isFound && faults.length === 0 ? 0 : 1;
  } finally {
    await ledger.close();
  }
});

/** The usual time of a completion in milliseconds: kills are spread over a bit more. */
async function timeCompletions(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const { cartId, paymentId } = await fillUnpaidCart(variantId);
    await payByCard(paymentId);
    const began = performance.now();
    await attempt('CartComplete', { cartId, idempotencyKey: randomUUID() });
    // The first one warms up.
    if (round > 0) times.push(performance.now() - began);
  }
  return quantile(times, 0.5);
}

/** Pays a cart, kills a part after a random time, and waits until it runs again. */
async function buyAndKill({ parts }: Installation, ledger: Ledger, round: number, usual: number): Promise<Bought> {
  const victim = victims[round % victims.length] as (typeof victims)[number];
  const isCompleted = round % 2 === 0;
  const { cartId, paymentId } = await fillPatiently();
  const answer = await payByCard(paymentId);
  if (answer.status !== 'requires_capture') throw new Error(`The payment is not authorized: ${JSON.stringify(answer)}`);
  const delay = randomInt(Math.ceil(usual * 1.2) + (isCompleted ? 0 : eventWait));
  const completion = isCompleted ? attempt('CartComplete', { cartId, idempotencyKey: randomUUID() }) : undefined;
  await sleep(delay);
  for (const pid of parts.get(victim)?.running?.pids ?? []) process.kill(pid, 'SIGKILL');
  const isBeforeOrder = (await ledger.ordersOf(cartId)).length === 0;
  const response = await completion?.catch((error: Error) => ({ data: undefined, errors: [error] }));
  const { order, userErrors } = response?.data?.cartComplete ?? {};
  const outcome = response ? (order?.id ?? userErrors?.[0]?.code ?? response.errors?.[0]?.message) : 'left';
  const moment = isBeforeOrder ? 'before' : 'after';
  process.stdout.write(
    `  ${round + 1}: ${victim} killed after ${delay} ms, ${moment} the order; the buyer: ${outcome}\n`,
  );
  await isRunning(parts, victim);
  return { cartId, knownOrder: order?.id, isBeforeOrder };
}

/** Fills a cart, also while what was killed has just started again. A cart that is left without payment is no fault. */
async function fillPatiently() {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await fillUnpaidCart(variantId);
    } catch (error) {
      if (attempts === 10) throw error;
      await sleep(2_000);
    }
  }
}

async function isRunning(parts: Installation['parts'], victim: string): Promise<void> {
  const part = parts.get(victim);
  // The end of the process is noticed, and it is started again.
  for (let waited = 0; waited < 600 && (waited < 5 || !part?.running); waited += 1) await sleep(200);
  if (!part?.running) throw new Error(`${victim} does not run again.`);
}

/** Waits until orders and payments agree. Returns the faults that are left. */
async function settle(ledger: Ledger, milliseconds: number): Promise<string[]> {
  for (const deadline = Date.now() + milliseconds; ; await sleep(2_000)) {
    const faults = await ledger.findFaults();
    if (faults.length === 0 || Date.now() > deadline) return faults;
  }
}

/** Completes every cart once more, as a buyer who comes back. Returns whose answer is not what the database has. */
async function askBuyers(ledger: Ledger, bought: readonly Bought[]): Promise<string[]> {
  const faults: string[] = [];
  let placed = 0;
  for (const { cartId, knownOrder } of bought) {
    const orders = await ledger.ordersOf(cartId);
    placed += orders.length;
    const { data } = await attempt('CartComplete', { cartId, idempotencyKey: randomUUID() });
    const { order, userErrors } = data?.cartComplete ?? {};
    const code = userErrors?.[0]?.code;
    if (knownOrder && !orders.includes(knownOrder))
      faults.push(`The buyer of ${cartId} knows ${knownOrder}, which does not exist.`);
    if (order?.id !== orders[0])
      faults.push(`The cart ${cartId} is ${orders[0]}, its buyer gets ${order?.id ?? code}.`);
  }
  process.stdout.write(`${bought.length} paid carts became ${placed} orders; the other payments were given back.\n`);
  return faults;
}

/** Whether the ledger finds the planted faults and no other. */
async function findPlanted(ledger: Ledger, { env }: Installation, bought: readonly Bought[]): Promise<boolean> {
  const orders = (await Promise.all(bought.map(({ cartId }) => ledger.ordersOf(cartId)))).flat();
  const sql = postgres(env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  try {
    const planted = await plantFaults(sql, stripeAt(), orders);
    const found = await ledger.findFaults();
    for (const fault of planted) process.stdout.write(`  ${found.includes(fault) ? 'Found' : 'Missed'}: ${fault}\n`);
    return found.length === planted.length && planted.every((fault) => found.includes(fault));
  } finally {
    await sql.end();
  }
}
