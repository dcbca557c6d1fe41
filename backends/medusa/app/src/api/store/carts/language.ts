import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { keepLanguage, type Language, readLanguage } from '../../../carts/language';
import { addNames } from '../../../carts/line-names';

/** Names the language of the buyer: `EN`, `FR`, `JA` or `IT`. */
const header = 'x-axiom-language';

/** The language that a request names; undefined where it names none of ours. */
export function languageOf(req: MedusaRequest): Language | undefined {
  return readLanguage(req.get(header));
}

interface Answer {
  /** The id of the cart, where the response has nothing else of it. */
  id?: unknown;
  cart?: { metadata?: Record<string, unknown> | null; items?: { variant_id?: string | null }[] | null };
  /** What a merge of carts has left out. */
  left_out_lines?: { variant_id: string }[];
}

/**
 * Answers in the language that a request names: a cart in the response, and what a merge has left out, has the names of its lines
 * in it, and a cart that the request has changed keeps it as its own. A request without a language changes and adds nothing. The change is made by then: where
 * this fails, it is logged, and the response is sent without it, since a client would repeat the change after an error.
 */
export function speakLanguage(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const language = languageOf(req);
  if (language) {
    const send = res.json.bind(res);
    res.json = (body) => {
      const isDone = res.statusCode < 300 && typeof body === 'object' && body !== null;
      (isDone ? answerIn(language, req, body).catch((error: Error) => report(req, error)) : Promise.resolve())
        .then(() => send(body))
        .catch(next);
      return res;
    };
  }
  next();
}

/** Keeps the language of a cart before it becomes an order, which gets a copy of its metadata. */
export async function keepOrderLanguage(
  req: MedusaRequest,
  _: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const language = languageOf(req);
  if (language) await keepLanguage(req.scope, req.params.id as string, language);
  next();
}

async function answerIn(language: Language, req: MedusaRequest, body: Answer): Promise<void> {
  const { cart } = body;
  const id = changedCart(req, body);
  if (id && cart?.metadata?.language !== language) {
    await keepLanguage(req.scope, id, language);
    if (cart && 'metadata' in cart) cart.metadata = { ...cart.metadata, language };
  }
  await addNames(req.scope, [...(cart?.items ?? []), ...(body.left_out_lines ?? [])], language);
}

function report(req: MedusaRequest, { message }: Error): void {
  const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER);
  logger.error(`cart_language_failed: ${req.method} ${req.originalUrl.split('?')[0]}: ${message}`);
}

/** The id of the cart that a request has changed; undefined for one that only reads, and for one that keeps it before. */
function changedCart(req: MedusaRequest, { id }: Answer): string | undefined {
  const path = req.originalUrl.split('?')[0] as string;
  if (req.method === 'GET' || /\/(complete|payment-sessions)$/.test(path)) return undefined;
  if (path.endsWith('/payment-collections')) return (req.body as { cart_id?: string } | undefined)?.cart_id;
  // A merge changes the customer's cart, not the one in its path.
  return path.endsWith('/merge') ? (id as string) : /\/carts\/([^/]+)/.exec(path)?.[1];
}
