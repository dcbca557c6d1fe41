import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from '@medusajs/framework/http';
import { addTexts, englishHandles } from '../texts/read';

/** Names the texts that a response is to have: a locale, `;handles`, or both. */
const textsHeader = 'x-axiom-texts';

/** More handles than a list may request. */
const mostHandles = 100;

/** The rules by which responses have texts in other languages, and objects are found by handles in every language. */
export const textRules: MiddlewareRoute[] = [
  { matcher: '/store*', middlewares: [translate] },
  { matcher: '/store/products', middlewares: [findByHandle('product')] },
  { matcher: '/store/collections', middlewares: [findByHandle('product_collection')] },
];

/** Adds the texts to a response that is sent as JSON: see `addTexts`. A value of another form adds none. */
function translate(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const [form, locale, handles] = /^([a-z]{2}-[A-Z]{2})?(;handles)?$/.exec(req.get(textsHeader) ?? '') ?? [];
  if (!form || req.method !== 'GET') return next();
  const send = res.json.bind(res);
  res.json = (body) => {
    addTexts(req.scope, body, { locale, hasHandles: handles !== undefined }).then(() => send(body), next);
    return res;
  };
  next();
}

/**
 * Replaces translated handles in the query by the English ones, which Medusa knows. The response names them in `aliases`:
 * translated → English.
 */
function findByHandle(table: 'product' | 'product_collection') {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const asked = [req.query.handle ?? []].flat().filter((handle) => typeof handle === 'string');
    if (req.method !== 'GET' || asked.length === 0 || asked.length > mostHandles) return next();
    const english = await englishHandles(req.scope, table, asked);
    if (english.size === 0) return next();
    req.query.handle = asked.map((handle) => english.get(handle) ?? handle);
    const send = res.json.bind(res);
    res.json = (body) => send({ ...body, aliases: Object.fromEntries(english) });
    next();
  };
}
