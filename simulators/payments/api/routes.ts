import { z } from 'zod';
import { type Customer, CustomerInput, deleteCustomer, findCustomer, putCustomer } from '../intents/customers.ts';
import {
  Confirmation,
  confirmIntent,
  createIntent,
  findIntent,
  IntentUpdate,
  NewIntent,
  returnOf,
  updateIntent,
} from '../intents/intents.ts';
import { createPaymentMethod, findPaymentMethod, newPaymentMethod } from '../intents/payment-methods.ts';
import { createRefund, NewRefund, type Refund } from '../intents/refunds.ts';
import type { Charge, Intent, PaymentMethod } from '../intents/rows.ts';
import { Cancellation, Capture, cancelIntent, captureIntent } from '../intents/settle.ts';
import type { Simulator } from '../simulator.ts';
import {
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  EndpointUpdate,
  findEndpoint,
  NewEndpoint,
  updateEndpoint,
  withoutSecret,
} from '../webhooks/endpoints.ts';
import type { Event } from '../webhooks/events.ts';
import { type Caller, needSecret } from './access.ts';
import { invalid, missing, StripeError } from './errors.ts';
import type { Parameters } from './form.ts';
import { pageOf } from './lists.ts';
import { expand, integer, page, read } from './parameters.ts';

/** A request to the API. */
export interface Call {
  simulator: Simulator;
  caller: Caller;
  path: string;
  /** The ids in the path. */
  ids: string[];
  input: Parameters;
}

type Route = (call: Call) => object;

/** The handlers by method and path; `:id` is an id. */
const routes: Record<string, Route> = {
  'POST /v1/payment_intents': secret((call) => createIntent(call.simulator, read(NewIntent, call.input))),
  'GET /v1/payment_intents': secret(({ simulator, input, path }) => {
    const asked = read(z.strictObject({ ...page, customer: z.string().optional() }), input);
    const rows = simulator.journal.all<Intent>('payment_intent');
    return pageOf(
      path,
      rows.filter(({ customer }) => !asked.customer || customer === asked.customer),
      asked,
    );
  }),
  'GET /v1/payment_intents/search': secret(search),
  'GET /v1/payment_intents/:id': (call) => {
    read(z.strictObject({ client_secret: z.string().optional(), expand }), call.input);
    return shownTo(call, intentOf(call));
  },
  'POST /v1/payment_intents/:id': secret((call) =>
    updateIntent(call.simulator, intentOf(call), read(IntentUpdate, call.input)),
  ),
  'POST /v1/payment_intents/:id/confirm': (call) => {
    const input = read(Confirmation, call.input);
    const {
      client_secret: _,
      return_url,
      use_stripe_sdk,
      off_session,
      error_on_requires_action,
      mandate_data,
      ...changes
    } = input;
    return shownTo(call, confirmIntent(call.simulator, intentOf(call), changes, returnOf(input)));
  },
  'POST /v1/payment_intents/:id/capture': secret((call) =>
    captureIntent(call.simulator, intentOf(call), read(Capture, call.input)),
  ),
  'POST /v1/payment_intents/:id/cancel': secret((call) =>
    cancelIntent(call.simulator, intentOf(call), read(Cancellation, call.input)),
  ),

  'POST /v1/refunds': secret((call) => createRefund(call.simulator, read(NewRefund, call.input))),
  'GET /v1/refunds': secret(({ simulator, input, path }) => {
    const filter = { payment_intent: z.string().optional(), charge: z.string().optional() };
    const asked = read(z.strictObject({ ...page, ...filter }), input);
    const rows = simulator.journal
      .all<Refund>('refund')
      .filter((row) => !asked.payment_intent || row.payment_intent === asked.payment_intent)
      .filter((row) => !asked.charge || row.charge === asked.charge);
    return pageOf(path, rows, asked);
  }),
  'GET /v1/refunds/:id': secret(one<Refund>('refund')),

  'GET /v1/charges': secret(({ simulator, input, path }) => {
    const asked = read(z.strictObject({ ...page, payment_intent: z.string().optional() }), input);
    const rows = simulator.journal.all<Charge>('charge');
    return pageOf(
      path,
      rows.filter((row) => !asked.payment_intent || row.payment_intent === asked.payment_intent),
      asked,
    );
  }),
  'GET /v1/charges/:id': secret(one<Charge>('charge')),

  'POST /v1/payment_methods': ({ simulator, input }) =>
    createPaymentMethod(simulator, read(z.strictObject({ ...newPaymentMethod, expand }), input)),
  'GET /v1/payment_methods/:id': secret(({ simulator, ids: [id = ''] }) => findPaymentMethod(simulator, id)),
  'POST /v1/payment_methods/:id/attach': secret(({ simulator, ids: [id = ''], input }) => {
    const { customer } = read(z.strictObject({ customer: z.string(), expand }), input);
    findCustomer(simulator, customer);
    return simulator.journal.put<PaymentMethod>({ ...findPaymentMethod(simulator, id), customer });
  }),
  'POST /v1/payment_methods/:id/detach': secret(({ simulator, ids: [id = ''] }) =>
    simulator.journal.put<PaymentMethod>({ ...findPaymentMethod(simulator, id), customer: null }),
  ),

  'POST /v1/customers': secret(({ simulator, input }) => putCustomer(simulator, read(CustomerInput, input))),
  'GET /v1/customers/:id': secret(({ simulator, ids: [id = ''] }) => {
    const customer = simulator.journal.find<Customer>('customer', id);
    return customer?.deleted ? { id, object: 'customer', deleted: true } : findCustomer(simulator, id);
  }),
  'POST /v1/customers/:id': secret(({ simulator, ids: [id = ''], input }) =>
    putCustomer(simulator, read(CustomerInput, input), findCustomer(simulator, id)),
  ),
  'DELETE /v1/customers/:id': secret(({ simulator, ids: [id = ''] }) =>
    deleteCustomer(simulator, findCustomer(simulator, id)),
  ),
  'GET /v1/customers/:id/payment_methods': secret(({ simulator, ids: [id = ''], input, path }) => {
    const asked = read(z.strictObject({ ...page, type: z.string().optional() }), input);
    findCustomer(simulator, id);
    const rows = simulator.journal.all<PaymentMethod>('payment_method').filter(({ customer }) => customer === id);
    return pageOf(
      path,
      rows.filter(({ type }) => !asked.type || type === asked.type),
      asked,
    );
  }),

  'GET /v1/events': secret(({ simulator, input, path }) => {
    const filter = { type: z.string().optional(), types: z.array(z.string()).optional() };
    const asked = read(z.strictObject({ ...page, ...filter }), input);
    const types = asked.types ?? (asked.type ? [asked.type] : undefined);
    const rows = simulator.journal.all<Event>('event').filter(({ type }) => !types || types.includes(type));
    return pageOf(path, rows, asked);
  }),
  'GET /v1/events/:id': secret(one<Event>('event')),

  'POST /v1/webhook_endpoints': secret(({ simulator, input }) => createEndpoint(simulator, read(NewEndpoint, input))),
  'GET /v1/webhook_endpoints': secret(({ simulator, input, path }) => {
    const rows = simulator.journal.all<Endpoint>('webhook_endpoint').filter(({ deleted }) => !deleted);
    return pageOf(path, rows.map(withoutSecret), read(z.strictObject(page), input));
  }),
  'GET /v1/webhook_endpoints/:id': secret(({ simulator, ids: [id = ''] }) =>
    withoutSecret(findEndpoint(simulator, id)),
  ),
  'POST /v1/webhook_endpoints/:id': secret(({ simulator, ids: [id = ''], input }) =>
    withoutSecret(updateEndpoint(simulator, findEndpoint(simulator, id), read(EndpointUpdate, input))),
  ),
  'DELETE /v1/webhook_endpoints/:id': secret(({ simulator, ids: [id = ''] }) =>
    deleteEndpoint(simulator, findEndpoint(simulator, id)),
  ),
};

const patterns = Object.entries(routes).map(([name, route]) => {
  const [method = '', path = ''] = name.split(' ');
  return { method, pattern: new RegExp(`^${path.replaceAll(':id', '([^/]+)')}$`), route };
});

/** Finds the handler of a request, and the ids in its path. Throws 404. */
export function routeOf(method: string, path: string): { route: Route; ids: string[] } {
  for (const { method: wanted, pattern, route } of patterns) {
    const match = method === wanted ? pattern.exec(path) : null;
    if (match) return { route, ids: match.slice(1).map(decodeURIComponent) };
  }
  throw new StripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs.`,
  });
}

function secret(route: Route): Route {
  return (call) => {
    needSecret(call.caller);
    return route(call);
  };
}

function one<Kind extends { id: string; object: string }>(object: Kind['object']): Route {
  return ({ simulator, ids: [id = ''], input }) => {
    read(z.strictObject({ expand }), input);
    const row = simulator.journal.find<Kind>(object, id);
    if (row) return row;
    throw missing(object, id);
  };
}

/** The intent of the path; with a publishable key, only for who has its client secret. */
function intentOf({ simulator, caller, ids: [id = ''], input }: Call): Intent {
  const intent = findIntent(simulator, id);
  const { client_secret: given } = input;
  if (caller === 'publishable' && given === undefined)
    throw invalid('Missing required param: client_secret.', { code: 'parameter_missing', param: 'client_secret' });
  if (given !== undefined && given !== intent.client_secret) {
    throw invalid('The client_secret provided does not match any associated PaymentIntent on this account.', {
      code: 'payment_intent_invalid_parameter',
      param: 'client_secret',
    });
  }
  return intent;
}

/** What a caller sees of an intent: with a publishable key, nothing of the shop's own. */
function shownTo({ caller }: Call, intent: Intent): object {
  if (caller === 'secret') return intent;
  const { amount_capturable, amount_received, customer, latest_charge, metadata, ...shown } = intent;
  return shown;
}

/** Answers `metadata['name']:'value'` and `status:'value'`, joined by `AND`. */
function search({ simulator, input, path }: Call): object {
  const asked = read(
    z.strictObject({ query: z.string(), limit: integer.default(10), page: z.string().optional(), expand }),
    input,
  );
  const terms = asked.query.split(/ AND /i).map((term) => {
    const [, key, field = '', value = ''] =
      /^(?:metadata\[['"]([^'"]+)['"]\]|(\w+)):['"]([^'"]*)['"]$/.exec(term.trim()) ?? [];
    if (!key && !field) throw invalid(`We were unable to parse your search query: ${asked.query}`, { param: 'query' });
    return (intent: Intent) => (key ? intent.metadata[key] : String(intent[field as keyof Intent])) === value;
  });
  const rows = simulator.journal.all<Intent>('payment_intent').filter((intent) => terms.every((fits) => fits(intent)));
  return { ...pageOf(path, rows, { limit: asked.limit }), object: 'search_result', next_page: null };
}
