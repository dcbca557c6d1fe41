import type { Installation } from '#launcher/installation.ts';

/** Lays in more of a variant than will be bought. */
export async function stockUp({ env }: Installation, variantId: string): Promise<void> {
  const headers = {
    authorization: `Basic ${btoa(`${env.MEDUSA_SECRET_KEY}:`)}`,
    'content-type': 'application/json',
  };
  const levels = `${env.MEDUSA_URL}/admin/inventory-items/${variantId.replace('variant', 'iitem')}/location-levels`;
  const { inventory_levels } = (await (await fetch(levels, { headers })).json()) as {
    inventory_levels: { location_id: string }[];
  };
  for (const { location_id } of inventory_levels) {
    const body = JSON.stringify({ stocked_quantity: 100_000 });
    const response = await fetch(`${levels}/${location_id}`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`Medusa answers ${response.status}: ${await response.text()}`);
  }
}
