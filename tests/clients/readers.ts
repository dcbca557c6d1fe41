import { randomUUID } from 'node:crypto';
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { execute, gatewayUrl } from '../support/graph.ts';
import { registerElite, type SignedIn, signInCurator } from '../support/people.ts';
import { change, fillCart, run, runWithRetries } from '../support/purchase.ts';
import type { Way } from './connections.ts';

/** The URL of the test installation's graph. */
export const graphUrl = () => `${gatewayUrl()}/graphql`;

/** The schema as clients see it, by introspection over HTTP. */
export async function introspect(): Promise<{ introspection: IntrospectionQuery; schema: GraphQLSchema }> {
  const { data } = await execute(getIntrospectionQuery());
  return { introspection: data, schema: buildClientSchema(data) };
}

/** Viewers who together can read every list of the graph, and the path to each list. */
export interface Readers {
  headers: Record<Way['as'], Record<string, string>>;
  ways: Record<string, Way>;
  /** A cart of the customer that is not completed. */
  cartId: string;
  partnerId: string;
}

/** A customer with orders, addresses and a wishlist, a partner with keys and deliveries, and a curator. */
export async function prepareReaders({ orders }: { orders: number }): Promise<Readers> {
  const [customer, curator] = await Promise.all([registerElite('Reader of lists'), signInCurator()]);
  const cartId = await fillAccount(customer, orders);
  const wishlist = await fillWishlist(customer);
  const partnerId = await fillPartner(curator);
  const catalogue = { as: 'curator' } as const;
  return {
    headers: { customer: customer.headers, curator: curator.headers },
    cartId,
    partnerId,
    ways: {
      Query: { path: [], as: 'curator' },
      Product: { path: ['product'], args: 'handle: "ember-tote"', ...catalogue },
      Passport: { path: ['product', 'passport'], args: 'handle: "ember-tote"', ...catalogue },
      Collection: { path: ['collection'], args: 'handle: "ember"', ...catalogue },
      Category: { path: ['category'], args: 'handle: "bags"', ...catalogue },
      Article: { path: ['article'], args: 'slug: "a-fire-put-to-bed"', ...catalogue },
      Artisan: { path: ['artisan'], args: 'slug: "ilaria-vannozzi"', ...catalogue },
      Series: { path: ['series'], args: 'slug: "fire-and-water"', ...catalogue },
      Material: { path: ['material'], args: 'id: "mat_arno-calf"', ...catalogue },
      Supplier: { path: ['material', 'supplier'], args: 'id: "mat_arno-calf"', ...catalogue },
      Partner: { path: ['partner'], args: `id: "${partnerId}"`, ...catalogue },
      WebhookEndpoint: { path: ['partner', 'webhookEndpoints'], args: `id: "${partnerId}"`, ...catalogue },
      Customer: { path: ['viewer', 'customer'], as: 'customer' },
      Wishlist: { path: ['viewer', 'wishlist'], as: 'customer' },
      SharedWishlist: { path: ['wishlist'], args: `token: "${wishlist}"`, ...catalogue },
    },
  };
}

/** Gives a customer three addresses, orders, and a cart. Resolves to the id of the cart. */
async function fillAccount({ headers }: SignedIn, orders: number): Promise<string> {
  for (const _ of Array.from({ length: 3 })) await runWithRetries('CustomerAddressCreate', {}, headers);
  const variantId = 'variant_understory-notebook-bark-a6';
  for (const _ of Array.from({ length: orders })) {
    const cartId = await fillCart(variantId, 'FR', headers);
    await runWithRetries('CartComplete', { cartId, idempotencyKey: randomUUID() }, headers);
  }
  const { id } = await change('CartCreate', { input: { lines: [{ variantId, quantity: 1 }] } }, headers);
  return id as string;
}

/** Keeps three products in a customer's wishlist, and shares it. Resolves to the token of the link. */
async function fillWishlist({ headers }: SignedIn): Promise<string> {
  for (const handle of ['ember-tote', 'understory-notebook', 'plumb-pen'])
    await run('WishlistAdd', { input: { productId: `prod_${handle}` } }, headers);
  const { share } = await run('WishlistShare', {}, headers);
  return share.url.split('/').at(-1);
}

/** An object of every type with an id, from the responses to a few queries, and the viewer who may read it. */
export async function entityIds({
  headers,
  cartId,
  partnerId,
}: Readers): Promise<Map<string, { id: string; as: Way['as'] }>> {
  const ids = new Map<string, { id: string; as: Way['as'] }>();
  const collect = (value: unknown, as: Way['as']) => {
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type, id } = value as Record<string, unknown>;
    if (typeof type === 'string' && typeof id === 'string') ids.set(type, { id, as });
    for (const member of Object.values(value)) collect(member, as);
  };
  const seen = await execute(
    `{
    product(handle: "ember-tote") { ${named} collection { ${named} } categories { ${named} } options { ${named} } passport { ${named} } careGuide { ${named} } sizeGuide { ${named} }
      variants(first: 1) { nodes { ${named} inventory { location { ${named} } } } }
      provenance { artisan { ${named} } } stories(first: 1) { nodes { ${named} } } }
    materials(first: 50) { nodes { ${named} supplier { ${named} } certifications { ${named} } } }
    pages(first: 1) { nodes { ${named} } } stores(first: 1) { nodes { ${named} } } series(slug: "fire-and-water") { ${named} }
    regions { ${named} } curators(first: 1) { nodes { ${named} } } auditEvents(first: 1) { nodes { ${named} } }
    partner(id: "${partnerId}") { ${named} keys { nodes { ${named} } }
      webhookEndpoints { ${named} deliveries { nodes { ${named} } } } } }`,
    {},
    headers.curator,
  );
  const own = await execute(
    `{
    viewer { passkeys { ${named} } sessions { ${named} }
      customer { ${named} addresses { nodes { ${named} } } orders { nodes { ${named} lines { ${named} } fulfillments { ${named} } } } } }
    cart(id: "${cartId}") { ${named} lines { ${named} } } }`,
    {},
    headers.customer,
  );
  if (seen.errors ?? own.errors) throw new Error(JSON.stringify(seen.errors ?? own.errors));
  collect(seen.data, 'curator');
  collect(own.data, 'customer');
  return ids;
}

const named = '__typename id';

/** Creates a partner with two keys and an endpoint with three deliveries. */
async function fillPartner({ headers }: SignedIn): Promise<string> {
  const { partner } = await run('PartnerCreate', { input: { name: `Reader of lists ${randomUUID()}` } }, headers);
  const input = { partnerId: partner.id, name: 'Lists' };
  for (const _ of Array.from({ length: 2 })) await run('PartnerKeyCreate', { input }, headers);
  const url = 'https://hooks.partner.example/lists';
  const created = await run(
    'WebhookEndpointCreate',
    { input: { partnerId: partner.id, url, eventTypes: ['ORDER_SHIPPED'] } },
    headers,
  );
  const { id } = created.endpoint;
  for (const _ of Array.from({ length: 3 })) await run('WebhookEndpointTest', { id }, headers);
  return partner.id as string;
}
