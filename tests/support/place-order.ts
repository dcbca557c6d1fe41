import type { Shop } from './backends/shop.ts';

/** Buys an item through the store REST API, as a guest or, with a token, as a customer; returns the order's id. */
export async function placeOrder(shop: Shop, email: string, token?: string, variant?: string): Promise<string> {
  const id = await fillStoreCart(shop, email, token, variant);
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const init = { method: 'POST', body: {}, headers };
  const { order } = await shop.store.client.fetch<{ order?: { id: string } }>(`/store/carts/${id}/complete`, init);
  if (!order) throw new Error('The order was not placed.');
  return order.id;
}

/** Gives the pouch, which `placeOrder` buys, enough stock at both locations for every suite. */
export async function stockPouch({ admin }: Shop): Promise<void> {
  for (const location of ['sloc_paris', 'sloc_tokyo']) {
    const level = `/admin/inventory-items/iitem_pouch_large/location-levels/${location}`;
    await admin.client.fetch(level, { method: 'POST', body: { stocked_quantity: 100 } });
  }
}

/** Fills a cart with one piece so that it can be completed; returns its id. */
export async function fillStoreCart(
  { store }: Shop,
  email: string,
  token?: string,
  variant_id = 'variant_pouch_large',
): Promise<string> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const ask = <Answer>(path: string, body: object) =>
    store.client.fetch<Answer>(`/store/${path}`, { method: 'POST', body, headers });
  const address = {
    first_name: 'A',
    last_name: 'B',
    address_1: '1',
    city: 'Paris',
    country_code: 'fr',
    postal_code: '1',
  };
  const { cart } = await ask<{ cart: { id: string } }>('carts', {
    region_id: 'reg_europe',
    email,
    shipping_address: address,
    items: [{ variant_id, quantity: 1 }],
  });
  const { shipping_options } = await store.store.fulfillment.listCartOptions({ cart_id: cart.id }, headers);
  await ask(`carts/${cart.id}/shipping-methods`, { option_id: shipping_options[0]?.id });
  const { payment_collection } = await ask<{ payment_collection: { id: string } }>('payment-collections', {
    cart_id: cart.id,
  });
  await ask(`payment-collections/${payment_collection.id}/payment-sessions`, { provider_id: 'pp_system_default' });
  return cart.id;
}
