import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from '@medusajs/framework/http';
import { addTexts, englishKeys, type Key } from '../texts/read';

/** Names the texts that a response is to have: a locale, `;handles`, or both. */
const textsHeader = 'x-axiom-texts';

/** More keys than a list may request. */
const mostKeys = 100;

/** The rules by which responses have texts in other languages, and objects are found by handles and names in every language. */
export const textRules: MiddlewareRoute[] = [
  { matcher: '/store*', middlewares: [translate] },
  { matcher: '/store/products', middlewares: [findBy(['product', 'handle'])] },
  { matcher: '/store/collections', middlewares: [findBy(['product_collection', 'handle'])] },
  { matcher: '/store/product-tags', middlewares: [findBy(['product_tag', 'value'])] },
];

/** Adds the texts to a response that is sent as JSON: see `addTexts`. A value of another form adds none. */
function translate(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const [form, locale, handles] = /^([a-z]{2}-[A-Z]{2})?(;handles)?$/.exec(req.get(textsHeader) ?? '') ?? [];
  if (form && req.method === 'GET') {
    const send = res.json.bind(res);
    res.json = (body) => {
      addTexts(req.scope, body, { locale, hasHandles: handles !== undefined }).then(() => send(body), next);
      return res;
    };
  }
  next();
}

/**
 * Replaces translated keys in the query by the English ones, which Medusa knows. The response names them in `aliases`:
 * translated → English.
 */
function findBy(key: Key) {
  const [, name] = key;
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const asked = [req.query[name] ?? []].flat().filter((one) => typeof one === 'string');
    if (req.method !== 'GET' || asked.length === 0 || asked.length > mostKeys) return next();
    const english = await englishKeys(req.scope, key, asked);
    if (english.size === 0) return next();
    req.query[name] = asked.map((one) => english.get(one) ?? one);
    const send = res.json.bind(res);
    res.json = (body) => send({ ...(body as object), aliases: Object.fromEntries(english) });
    next();
  };
}
