import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import type { Installation } from '#launcher/installation.ts';
import { table } from '#launcher/table.ts';
import type { Taps } from '#tests/support/faults/taps.ts';
import { exampleVariables, operation } from '#tests/support/graph.ts';
import { payByCard } from '#tests/support/payments/buyer.ts';
import { withTappedInstallation } from './installation.ts';
import { cpuByPart, differenceOf, type PartCosts } from './measure/cpu.ts';
import { benchEnvironment } from './measure/environment.ts';
import { quantile } from './measure/quantile.ts';
import { stockUp } from './stock.ts';

/**
 * `npm run bench:buying`: one purchase after another, each step through the graph and then by what a client of Medusa's own
 * store REST would send for it, with how often the graph calls Medusa for the step.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const variantId = 'variant_understory-notebook-bark-a6';

/** Steps in their order; what the graph answers in one, a client of the REST may have to ask for one by one. */
const steps = {
  'begin a cart': 'cartCreate',
  'put in a line': 'cartLinesAdd',
  'change a line': 'cartLinesUpdate',
  'say who buys and where to': 'cartBuyerUpdate',
  'give a discount code': 'cartDiscountCodesUpdate',
  'choose how it is sent': 'cartShippingMethodSet',
  'start the payment': 'cartPaymentStart',
  complete: 'cartComplete',
};
type Step = keyof typeof steps;

/** Milliseconds of each step, and calls of Medusa. */
const graph = new Map<Step, number[]>();
const rest = new Map<Step, number[]>();
const calls = new Map<Step, Set<number>>();

/** Processor milliseconds of each part, for all purchases of a side. */
const cpu = new Map<'graph' | 'rest', PartCosts>();

await withTappedInstallation(await benchEnvironment(), async (installation, taps) => {
  await stockUp(installation, variantId);
  const { shippingAddress } = exampleVariables('CartBuyerUpdate').buyer as {
    shippingAddress: Record<string, string>;
  };
  for (let round = 0; round <= rounds; round += 1) {
    // The first round warms up.
    if (round === 1) for (const known of [graph, rest, cpu]) known.clear();
    await spend('graph', installation, () => buyByGraph(installation, taps, shippingAddress));
    await spend('rest', installation, () => buyByRest(installation, shippingAddress));
  }
  report();
});

/** Does one purchase, and adds its processor time. */
async function spend(side: 'graph' | 'rest', installation: Installation, buy: () => Promise<void>): Promise<void> {
  const before = await cpuByPart(installation);
  await buy();
  const known = cpu.get(side) ?? {};
  cpu.set(
    side,
    differenceOf(before, await cpuByPart(installation), (part, spent) => (known[part] ?? 0) + spent),
  );
}

async function buyByGraph({ env }: Installation, taps: Taps, shippingAddress: Record<string, string>): Promise<void> {
  const ask = async (step: Step, variables: object) => {
    const name = steps[step];
    const query = operation(`${name[0]?.toUpperCase()}${name.slice(1)}`);
    taps.reset();
    const payload = await timed(graph, step, async () => {
      const { data, errors } = await post(`http://127.0.0.1:${env.PORT}/graphql`, { query, variables });
      const { userErrors = [], ...payload } = data?.[name] ?? {};
      if (errors || userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors ?? userErrors)}`);
      return payload;
    });
    const counted = calls.get(step) ?? new Set();
    calls.set(step, counted.add(taps.calls().medusa ?? 0));
    return payload;
  };
  const { cart } = await ask('begin a cart', { input: {} });
  const cartId = cart.id;
  const { cart: one } = await ask('put in a line', { cartId, lines: [{ variantId, quantity: 1 }] });
  await ask('change a line', { cartId, lines: [{ id: one.lines[0].id, quantity: 2 }] });
  const buyer = { email: 'ada@axiom.example', shippingAddress };
  const { cart: updated } = await ask('say who buys and where to', { cartId, buyer });
  await ask('give a discount code', { cartId, discountCodes: ['WELCOME10'] });
  await ask('choose how it is sent', { cartId, shippingOptionId: standardOf(updated.shippingOptions) });
  const { cart: started } = await ask('start the payment', { cartId, idempotencyKey: randomUUID() });
  await payByCard(started.payment.id, 'pm_card_visa', env);
  await ask('complete', { cartId, idempotencyKey: randomUUID() });
}

async function buyByRest({ env }: Installation, { countryCode, ...address }: Record<string, string>): Promise<void> {
  const headers = {
    'x-publishable-api-key': env.MEDUSA_PUBLISHABLE_KEY as string,
    'x-axiom-service': env.MEDUSA_SERVICE_TOKEN as string,
  };
  const ask = (path: string, body?: object) => post(`${env.MEDUSA_URL}/store/${path}`, body, headers);
  const { regions } = await ask('regions');
  const region_id = regions.find(({ currency_code }: { currency_code: string }) => currency_code === 'eur').id;
  const begun = await timed(rest, 'begin a cart', () =>
    ask('carts', { region_id, shipping_address: { country_code: 'fr' } }),
  );
  const cart = `carts/${begun.cart.id}`;
  const filled = await timed(rest, 'put in a line', () =>
    ask(`${cart}/line-items`, { variant_id: variantId, quantity: 1 }),
  );
  await timed(rest, 'change a line', () => ask(`${cart}/line-items/${filled.cart.items[0].id}`, { quantity: 2 }));
  const place = {
    first_name: address.firstName,
    last_name: address.lastName,
    address_1: address.line1,
    city: address.city,
    postal_code: address.postalCode,
    country_code: countryCode?.toLowerCase(),
  };
  const options = await timed(rest, 'say who buys and where to', async () => {
    await ask(cart, { email: 'ada@axiom.example', shipping_address: place, billing_address: place });
    return ask(`shipping-options?cart_id=${begun.cart.id}`);
  });
  await timed(rest, 'give a discount code', () => ask(cart, { promo_codes: ['WELCOME10'] }));
  await timed(rest, 'choose how it is sent', () =>
    ask(`${cart}/shipping-methods`, { option_id: standardOf(options.shipping_options) }),
  );
  const started = await timed(rest, 'start the payment', async () => {
    const { payment_collection } = await ask('payment-collections', { cart_id: begun.cart.id });
    await ask(`payment-collections/${payment_collection.id}/payment-sessions`, { provider_id: 'pp_stripe_stripe' });
    return ask(cart);
  });
  await payByCard(started.cart.payment_collection.payment_sessions[0].id, 'pm_card_visa', env);
  await timed(rest, 'complete', () => ask(`${cart}/complete`, {}));
}

async function timed<Result>(times: Map<Step, number[]>, step: Step, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await work();
  const known = times.get(step) ?? [];
  times.set(step, known);
  known.push(performance.now() - began);
  return result;
}

/** Sends JSON by POST, or a GET without a body. Throws for a status other than 2xx. */
// biome-ignore lint/suspicious/noExplicitAny: each step knows what it reads
async function post(url: string, body?: object, headers: Record<string, string> = {}): Promise<any> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    body: body ? JSON.stringify(body) : null,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

function report(): void {
  const median = (times: number[] = []) => quantile(times, 0.5);
  const rows = (Object.keys(steps) as Step[]).map((step) => {
    const [ours, theirs] = [median(graph.get(step)), median(rest.get(step))];
    const counted = [...(calls.get(step) ?? [])].sort().join(' or ');
    return [step, `${ours.toFixed(0)} ms`, `${theirs.toFixed(0)} ms`, `${(ours / theirs).toFixed(2)} ×`, counted];
  });
  const sum = (times: Map<Step, number[]>) => [...times.values()].reduce((total, all) => total + median(all), 0);
  const [ours, theirs] = [sum(graph), sum(rest)];
  rows.push(['all of it', `${ours.toFixed(0)} ms`, `${theirs.toFixed(0)} ms`, `${(ours / theirs).toFixed(2)} ×`, '']);
  const columns = ['Step', 'Graph, p50', 'Store REST, p50', 'Graph vs REST', 'Calls of Medusa'];
  process.stdout.write(
    `\nA purchase, ${rounds} in turn, ${cpus().length} cores shared by everything\n\n${table(columns, rows)}\n`,
  );
  process.stdout.write(`\nProcessor time of a purchase\n\n${table(['Part', 'Graph', 'Store REST'], cpuRows())}\n`);
}

/** Parts that need a millisecond or more. */
function cpuRows(): string[][] {
  const [ours = {}, theirs = {}] = [cpu.get('graph'), cpu.get('rest')];
  const shown = (costs: PartCosts, part: string) => ((costs[part] ?? 0) / rounds).toFixed(0);
  return Object.keys(ours)
    .map((part) => [part, `${shown(ours, part)} ms`, `${shown(theirs, part)} ms`])
    .filter((row) => row.slice(1).some((cell) => cell !== '0 ms'));
}

/** The id of the option that both shops choose. */
function standardOf(options: readonly { id: string; name: string }[]): string | undefined {
  return options.find(({ name }) => name === 'Standard')?.id;
}
