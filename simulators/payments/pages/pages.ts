import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '#kit/process/http/json.ts';
import { decide } from '../intents/confirm.ts';
import { methodTypes } from '../intents/methods.ts';
import type { Attempt, Intent, PaymentMethod } from '../intents/rows.ts';
import type { Simulator } from '../simulator.ts';
import { closedPage, paymentPage } from './html.ts';

/** Serves the page of a payment that waits for the buyer: 3-D Secure, a provider's page or a voucher. */
export async function servePage(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { journal } = simulator;
  const page = (request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '';
  const attempt = journal.all<Attempt>('attempt').find((one) => one.page === page);
  const intent = attempt && journal.find<Intent>('payment_intent', attempt.intent);
  const method = intent && journal.find<PaymentMethod>('payment_method', intent.payment_method ?? '');
  if (!attempt || !intent || !method) return send(response, 410, closedPage('This page is no longer valid.'));
  if (request.method !== 'POST') return send(response, 200, paymentPage(intent, method));
  const form = new URLSearchParams((await readBody(request, 1_024)).toString());
  const outcome = form.get('outcome');
  if (outcome !== 'accept' && outcome !== 'refuse') return send(response, 400, closedPage('Nothing was chosen.'));
  const decided = decide(simulator, intent, outcome);
  journal.commit();
  if (!attempt.returnUrl) return send(response, 200, closedPage('You can go back to the shop.'));
  response
    .writeHead(303, { location: returnAddress(attempt.returnUrl, decided, method.type), 'cache-control': 'no-store' })
    .end();
}

/** The address to which the buyer returns, with the parameters that Stripe adds. */
function returnAddress(returnUrl: string, intent: Intent, type: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret);
  if (methodTypes[type]?.flow === 'card') url.searchParams.set('source_type', 'card');
  else
    url.searchParams.set(
      'redirect_status',
      ['succeeded', 'requires_capture'].includes(intent.status) ? 'succeeded' : 'failed',
    );
  return url.href;
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}
