import type { IncomingMessage, ServerResponse } from 'node:http';
import { readConfig } from '#kit/process/config.ts';
import { readBody } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { callerOf, needSecret } from './api/access.ts';
import { StripeError } from './api/errors.ts';
import { decodeForm } from './api/form.ts';
import { earlierAnswer, type Keyed, keepAnswer } from './api/idempotency.ts';
import { expanded } from './api/lists.ts';
import { routeOf } from './api/routes.ts';
import { configShape } from './config.ts';
import { startTerms } from './intents/terms.ts';
import { type Journal, openJournal } from './journal.ts';
import { servePage } from './pages/pages.ts';
import { sandboxRoutes } from './pages/sandbox.ts';
import { newId, type Simulator } from './simulator.ts';
import { startDeliveries } from './webhooks/deliveries.ts';
import { setConfiguredEndpoint } from './webhooks/endpoints.ts';
import { apiVersion, recordEvent } from './webhooks/events.ts';

/** The largest body, in bytes. */
const bodyLimit = 262_144;

/**
 * Simulates Stripe's API: payment intents, refunds, customers, payment methods, events and webhooks, with the test cards. In
 * addition it serves the pages that a buyer opens (`/pages/…`), and commands for tests (`/sandbox/…`).
 */
export async function startPayments(env: Readonly<Record<string, string | undefined>>) {
  const config = readConfig('payment simulator', configShape, env);
  const journal = openJournal(config.STRIPE_DATA_DIR);
  const keys = { secret: config.STRIPE_API_KEY, publishable: config.STRIPE_PUBLISHABLE_KEY };
  const deliveries = startDeliveries(journal, config.STRIPE_WEBHOOK_RETRY_MS);
  let cause = { id: null as string | null, idempotency_key: null as string | null };
  const simulator: Simulator = {
    journal,
    origin: `http://127.0.0.1:${config.STRIPE_PORT}`,
    lateness: config.STRIPE_LATE_SECONDS * 1_000,
    emit: (type, object) => void recordEvent(journal, type, object, cause),
  };
  if (config.STRIPE_WEBHOOK_URL && config.STRIPE_WEBHOOK_SECRET)
    setConfiguredEndpoint(simulator, config.STRIPE_WEBHOOK_URL, config.STRIPE_WEBHOOK_SECRET);
  const sandbox = sandboxRoutes(simulator, deliveries);
  const terms = startTerms(simulator, deliveries.wake);

  /** Handles one request of the API. The body is read before, so that nothing happens in between. */
  const answer = (request: IncomingMessage, body: string, requestId: string) => {
    const url = new URL(request.url ?? '/', simulator.origin);
    const caller = callerOf(request, keys);
    const { route, ids } = routeOf(request.method ?? 'GET', url.pathname);
    const input = decodeForm(request.method === 'GET' ? url.search.slice(1) : body);
    const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
    const keyed: Keyed | undefined = typeof key === 'string' ? { key, path: url.pathname, body } : undefined;
    const earlier = keyed && earlierAnswer(journal, keyed);
    if (earlier)
      return { ...earlier, headers: { 'idempotent-replayed': 'true', 'original-request': earlier.requestId } };
    cause = { id: requestId, idempotency_key: keyed?.key ?? null };
    const result = attempt(journal, () => {
      const made = route({ simulator, caller, path: url.pathname, ids, input });
      return expanded(journal, made, Array.isArray(input.expand) ? input.expand.map(String) : []);
    });
    // A declined card leaves its traces; every other refusal changes nothing.
    if (result.status !== 200 && result.status !== 402) journal.rollback();
    if (keyed && !result.isInvalid) keepAnswer(journal, keyed, { requestId, status: result.status, body: result.body });
    journal.commit();
    return { ...result, headers: {} };
  };

  const server = await listen(
    async (request, response) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      if (path.startsWith('/pages/')) return servePage(simulator, request, response).finally(wakeAll);
      response.setHeader('access-control-allow-origin', '*');
      if (request.method === 'OPTIONS') return allow(response);
      const requestId = newId('req');
      const body = (await readBody(request, bodyLimit)).toString('utf8');
      const command = sandbox.get(`${request.method} ${path}`);
      const run = async () => {
        if (!command) return answer(request, body, requestId);
        needSecret(callerOf(request, keys));
        const done = JSON.stringify(await command(decodeForm(body)));
        journal.commit();
        return { status: 200, body: done, headers: {} };
      };
      const refused = (error: unknown) => {
        if (error instanceof StripeError) return { ...answerTo(error), headers: {} };
        throw error;
      };
      const { status, body: text, headers } = await run().catch(refused);
      const keyed = request.headers['idempotency-key'];
      response.writeHead(status, {
        'content-type': 'application/json',
        'request-id': requestId,
        'stripe-version': request.headers['stripe-version'] ?? apiVersion,
        ...(keyed && { 'idempotency-key': keyed }),
        ...headers,
      });
      response.end(text);
      wakeAll();
    },
    config.STRIPE_PORT,
    '127.0.0.1',
  );
  const wakeAll = () => {
    terms.wake();
    deliveries.wake();
  };
  wakeAll();
  return {
    url: server.url,
    close: async (grace?: number) => {
      terms.close();
      deliveries.close();
      await server.close(grace);
    },
  };
}

/** An answer of the API. `isInvalid`: the parameters failed validation, so nothing was executed. */
interface Answer {
  status: number;
  body: string;
  isInvalid: boolean;
}

/** Runs a handler; an error of the API becomes its answer. */
function attempt(journal: Journal, work: () => object): Answer {
  try {
    return { status: 200, body: JSON.stringify(work(), null, 2), isInvalid: false };
  } catch (error) {
    if (error instanceof StripeError) return answerTo(error);
    journal.rollback();
    throw error;
  }
}

function answerTo({ status, body }: StripeError): Answer {
  const isInvalid = status === 401 || status === 403 || (body.code?.startsWith('parameter_') ?? false);
  return { status, body: JSON.stringify({ error: body }, null, 2), isInvalid };
}

/** Lets browsers call the API with the publishable key. */
function allow(response: ServerResponse): void {
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key, stripe-version',
    'access-control-max-age': '300',
  });
  response.end();
}

if (import.meta.main) await runProcess(() => startPayments(process.env));
