import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '#launcher/installation.ts';
import { payByCard, stripeAt } from '#tests/support/payments/buyer.ts';
import { type Ledger, openLedger } from '#tests/support/payments/ledger.ts';
import { attempt, fillUnpaidCart } from '#tests/support/purchase.ts';
import { withInstallation } from './installation.ts';
import { benchEnvironment } from './measure/environment.ts';
import { stockUp } from './stock.ts';

/**
 * `npm run proof:payments`: buyers pay, and Medusa, the payment provider or Redis is killed (SIGKILL) at a random point between the
 * authorization and the order. Half of the buyers complete their carts, the others never come back. Then every payment
 * must belong to an order and every order must be paid, within `PROOF_MINUTES` (6). Exits with 1 otherwise. `PROOF_KILLS` (20).
 *
 * `--theft`: a payment is canceled and another one authorized at the provider, which the shop cannot know. The proof must then find both.
 */
const isTheft = process.argv.includes('--theft');
const kills = Number(process.env.PROOF_KILLS ?? 20);
const minutes = Number(process.env.PROOF_MINUTES ?? 6);
const variantId = 'variant_understory-notebook-bark-a6';
const victims = ['medusa', 'payments', 'redis'] as const;

await withInstallation({ env: await benchEnvironment() }, async (installation) => {
  const { env } = installation;
  // Test support reads the addresses of the installation from here.
  process.env.TEST_GATEWAY = `http://127.0.0.1:${env.PORT}`;
  process.env.TEST_ENV = JSON.stringify(env);
  await stockUp(installation, variantId);
  const ledger = openLedger(env);
  try {
    const carts: string[] = [];
    for (let round = 0; round < kills; round += 1) carts.push(await buyAndKill(installation, round));
    const faults = await settle(ledger, carts);
    if (isTheft) faults.push(...(await steal(ledger)));
    for (const fault of faults) process.stdout.write(`  ${fault}\n`);
    process.stdout.write(`${kills} kills, ${faults.length} faults.\n`);
    process.exitCode = (isTheft ? faults.length === 2 : faults.length === 0) ? 0 : 1;
  } finally {
    await ledger.close();
  }
});

/** Pays a cart, kills a part after a random time, and waits until it runs again. Returns the id of the cart. */
async function buyAndKill({ parts }: Installation, round: number): Promise<string> {
  const victim = victims[round % victims.length] as (typeof victims)[number];
  const isCompleted = round % 2 === 0;
  const { cartId, paymentId } = await fillPatiently();
  const answer = await payByCard(paymentId);
  if (answer.status !== 'requires_capture') throw new Error(`The payment is not authorized: ${JSON.stringify(answer)}`);
  // A completion needs about a second; the provider's event waits five seconds for it.
  const delay = randomInt(isCompleted ? 1_500 : 6_500);
  const completion = isCompleted ? attempt('CartComplete', { cartId, idempotencyKey: randomUUID() }) : undefined;
  await sleep(delay);
  for (const pid of parts.get(victim)?.running?.pids ?? []) process.kill(pid, 'SIGKILL');
  const response = await completion?.catch((error: Error) => ({ data: undefined, errors: [error] }));
  const { order, userErrors } = response?.data?.cartComplete ?? {};
  const outcome = response ? (order?.id ?? userErrors?.[0]?.code ?? response.errors?.[0]?.message) : 'left';
  process.stdout.write(`  ${round + 1}: ${victim} killed after ${delay} ms; the buyer: ${outcome}\n`);
  await isRunning(parts, victim);
  return cartId;
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
async function settle(ledger: Ledger, carts: readonly string[]): Promise<string[]> {
  const deadline = Date.now() + minutes * 60_000;
  for (;;) {
    const faults = await ledger.findFaults();
    if (faults.length === 0 || Date.now() > deadline) {
      const orders = (await Promise.all(carts.map((cartId) => ledger.ordersOf(cartId)))).flat();
      process.stdout.write(
        `${carts.length} paid carts became ${orders.length} orders; the other payments were given back.\n`,
      );
      return faults;
    }
    await sleep(2_000);
  }
}

/** Changes payments behind the shop's back. Returns what the comparison finds. */
async function steal(ledger: Ledger): Promise<string[]> {
  const stripe = stripeAt();
  const { data } = await stripe.paymentIntents.list({ limit: 100 });
  const authorized = data.find(({ status }) => status === 'requires_capture');
  if (authorized) await stripe.paymentIntents.cancel(authorized.id);
  await stripe.paymentIntents.create({
    ...{ amount: 1_234, currency: 'eur', payment_method_types: ['card'], capture_method: 'manual' },
    ...{ payment_method: 'pm_card_visa', confirm: true },
  });
  return ledger.findFaults();
}
