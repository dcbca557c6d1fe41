import { runCommand } from '#launcher/command.ts';
import { localSecret } from '#launcher/secrets.ts';
import { table } from '#launcher/table.ts';

/** `npm run payments -- …`: does in the local payment simulator what a buyer, a bank or Stripe does. */
const usage = `Usage:
  npm run payments -- list                      lists the newest payments
  npm run payments -- pay <payment> [card]      pays as the buyer, with a test card of Stripe: pm_card_visa (default),
                                                pm_card_threeDSecure2Required, pm_card_visa_chargeDeclinedInsufficientFunds, …
  npm run payments -- accept <payment>          decides a payment that waits for the buyer or for its bank
  npm run payments -- refuse <payment>
<payment> is the id of CartPayment in the graph.
`;

/** What is read of Stripe's PaymentIntent. */
interface Intent {
  id: string;
  created: number;
  amount: number;
  currency: string;
  status: string;
  metadata: { session_id?: string };
  next_action?: { redirect_to_url?: { url: string } } | null;
}

const [verb, payment = '', card = 'pm_card_visa', ...more] = process.argv.slice(2);
await runCommand(async () => {
  if (process.env.STRIPE_API_KEY) throw new Error('STRIPE_API_KEY is set: payments can be simulated only without it.');
  if (verb === 'list' && !payment) return list();
  if (!payment || more.length > 0) throw new Error(usage);
  if (verb === 'pay') return pay();
  if (verb !== 'accept' && verb !== 'refuse') throw new Error(usage);
  const { id } = await find();
  return report(await request<Intent>('POST', '/sandbox/decide', { payment_intent: id, outcome: verb }));
});

async function list(): Promise<string> {
  const { data } = await request<{ data: Intent[] }>('GET', '/v1/payment_intents?limit=20');
  const rows = data.map(({ metadata, amount, currency, status, created }) => [
    metadata.session_id ?? '',
    `${amount} ${currency.toUpperCase()} (minor units)`,
    status,
    new Date(created * 1_000).toISOString(),
  ]);
  return rows.length > 0 ? `${table(['Payment', 'Amount', 'Status', 'Started'], rows)}\n` : 'There are no payments.\n';
}

async function pay(): Promise<string> {
  const { id } = await find();
  const form = { payment_method: card, return_url: 'http://localhost:4000/' };
  return report(await request<Intent>('POST', `/v1/payment_intents/${id}/confirm`, form));
}

function report({ status, next_action }: Intent): string {
  const page = next_action?.redirect_to_url?.url;
  return `The payment is ${status}.${page ? ` The buyer continues at ${page}` : ''}\n`;
}

async function find(): Promise<Intent> {
  const query = new URLSearchParams({ query: `metadata['session_id']:'${payment}'` });
  const { data } = await request<{ data: Intent[] }>('GET', `/v1/payment_intents/search?${query}`);
  const [intent] = data;
  if (!intent) throw new Error(`The payment simulator has no payment ${payment}.`);
  return intent;
}

async function request<Answer>(method: string, path: string, form?: Record<string, string>): Promise<Answer> {
  const { STRIPE_PORT = '4020' } = process.env;
  const response = await fetch(`http://127.0.0.1:${STRIPE_PORT}${path}`, {
    method,
    headers: { authorization: `Bearer sk_test_${localSecret('stripe-secret-key')}` },
    ...(form && { body: new URLSearchParams(form) }),
  }).catch((cause: Error) => {
    throw new Error(`The payment simulator does not answer at port ${STRIPE_PORT}. Run npm start.`, { cause });
  });
  const answer = (await response.json()) as Answer & { error?: { message: string } };
  if (answer.error) throw new Error(answer.error.message);
  return answer;
}
