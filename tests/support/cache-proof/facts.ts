import { createClient } from '@sanity/client';
import postgres from 'postgres';
import type { Environment } from '#kit/process/config.ts';

/** Something that readers see and that changes at its backend. Its states are numbered: 1, 2, 3 … */
export interface Fact {
  name: string;
  /** The invalidation that follows from a change. */
  scope: string;
  tag: string;
  /** Commits the state at the backend. */
  change(state: number): Promise<void>;
  /** The state in a response to `pageQuery`. Throws for a response without it. */
  read(data: PageData): number;
}

/** Facts of which no two change the same tag, so that an event of the stream belongs to one of them. */
export interface Facts {
  all: Fact[];
  /** Restores what the backends had before, and closes their connections. */
  close(): Promise<void>;
}

const product = { id: 'prod_ember-tote', handle: 'ember-tote', variant: 'variant_ember-tote-crust-medium' };
const stocked = { id: 'prod_scree-satchel', handle: 'scree-satchel', variant: 'variant_scree-satchel-lichen' };
const article = { id: 'art_nine-coats', slug: 'nine-coats' };
const item = stocked.variant.replace('variant', 'iitem');
const location = 'sloc_paris';

/** What `pageQuery` returns. */
export interface PageData {
  product: {
    variants: { nodes: { id: string; price: { amount: string } }[] };
    provenance: { materials: { material: { id: string; carbonKgPerKg: number } }[] };
  };
  stocked: {
    variants: { nodes: { id: string; inventory: { location: { id: string }; available: number }[] }[] };
  };
  article: { title: string };
}

/**
 * Reads all facts. `name`: the name of the operation, which decides whether whole answers or only the responses of subgraphs
 * can come from the cache.
 */
export function pageQuery(name: string): string {
  return `query ${name} {
    product(handle: "${product.handle}") {
      id
      variants(first: 20) { nodes { id price { amount } } }
      provenance { materials { material { id carbonKgPerKg } } }
    }
    stocked: product(handle: "${stocked.handle}") {
      id
      variants(first: 20) { nodes { id inventory { location { id } available } } }
    }
    article(slug: "${article.slug}") { id title }
  }`;
}

/** Opens the backends of an installation: price and stock in Medusa, a story in Sanity, provenance in PostgreSQL. */
export async function openFacts(env: Environment): Promise<Facts> {
  const options = { max: 1, onnotice: () => {} };
  const medusa = postgres(env.MEDUSA_DATABASE_URL as string, options);
  const ledger = postgres(env.PROVENANCE_OWNER_URL as string, options);
  const sanity = createClient({
    projectId: env.SANITY_PROJECT_ID as string,
    dataset: env.SANITY_DATASET as string,
    apiVersion: env.SANITY_API_VERSION as string,
    token: env.SANITY_TOKEN as string,
    apiHost: env.SANITY_API_HOST as string,
    useProjectHostname: false,
    useCdn: false,
  });
  const [price] = await medusa<{ id: string; amount: string; raw: string }[]>`
    select price.id, amount::text, raw_amount::text as raw from price
    join product_variant_price_set link on link.price_set_id = price.price_set_id
    where link.variant_id = ${product.variant} and price.currency_code = 'eur' and price.price_list_id is null
      and price.rules_count = 0 and price.deleted_at is null`;
  const [material] = await ledger<{ id: string; carbon: number }[]>`
    select id, carbon_kg_per_kg as carbon from provenance.material_use
    join provenance.material on id = material_id where product_id = ${product.id} order by id limit 1`;
  const [level] = await medusa<{ quantity: number }[]>`
    select stocked_quantity::int as quantity from inventory_level
    where inventory_item_id = ${item} and location_id = ${location} and deleted_at is null`;
  const document = await sanity.getDocument<{ title: string }>(article.id);
  if (!price || !material || !level || !document)
    throw new Error('The catalogue has no product whose facts can be changed.');

  const setPrice = (amount: string, raw: string) =>
    medusa`update price set amount = ${amount}::numeric, raw_amount = ${raw}::text::jsonb where id = ${price.id}`;
  const setTitle = (title: string) => sanity.patch(article.id).set({ title }).commit();
  const setCarbon = (carbon: number) =>
    ledger`update provenance.material set carbon_kg_per_kg = ${carbon} where id = ${material.id}`;

  const all: Fact[] = [
    {
      name: 'price',
      scope: 'commerce',
      tag: `product:${product.id}`,
      change: async (state) => {
        const amount = String(1_000 + state);
        await setPrice(amount, JSON.stringify({ value: amount, precision: 20 }));
      },
      read: (data) =>
        Number(required(data.product.variants.nodes.find(({ id }) => id === product.variant)).price.amount) - 1_000,
    },
    {
      name: 'stock',
      scope: 'commerce',
      tag: `product:${stocked.id}`,
      change: (state) => setStock(env, 1_000 + state),
      read: (data) => {
        const { inventory } = required(data.stocked.variants.nodes.find(({ id }) => id === stocked.variant));
        return required(inventory.find((level) => level.location.id === location)).available - 1_000;
      },
    },
    {
      name: 'story',
      scope: 'journal',
      tag: `article:${article.id}`,
      change: async (state) => {
        await sanity
          .patch(article.id)
          .set({ title: `Nine Coats, ${state}` })
          .commit({ visibility: 'async' });
      },
      read: (data) => Number(data.article.title.split(', ')[1] ?? 0),
    },
    {
      name: 'provenance',
      scope: 'provenance',
      tag: `product:${product.id}`,
      change: async (state) => {
        await setCarbon(1_000 + state);
      },
      read: ({ product: { provenance } }) =>
        required(provenance.materials.find((use) => use.material.id === material.id)).material.carbonKgPerKg - 1_000,
    },
  ];
  return {
    all,
    close: async () => {
      await Promise.all([setPrice(price.amount, price.raw), setTitle(document.title), setCarbon(material.carbon)]);
      await setStock(env, level.quantity);
      await Promise.all([medusa.end(), ledger.end()]);
    },
  };
}

async function setStock(env: Environment, quantity: number): Promise<void> {
  const response = await fetch(`${env.MEDUSA_URL}/admin/inventory-items/${item}/location-levels/${location}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${env.MEDUSA_SECRET_KEY}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ stocked_quantity: quantity }),
  });
  if (!response.ok) throw new Error(`Medusa answers ${response.status}: ${await response.text()}`);
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The response does not have what was asked for.');
  return value;
}
