import { eventually, execute, installationEnv, operation } from '../graph.ts';

/** An order as the warehouse holds it, as far as stories look at it. */
export interface WarehouseOrder {
  orderId: number;
  orderKey: string;
  orderNumber: string;
  orderStatus: string;
  items: { sku: string; quantity: number }[];
}

/** What the warehouse holds under the number of an order. */
export async function findAtWarehouse(number: number): Promise<WarehouseOrder[]> {
  const { SHIPSTATION_URL, SHIPSTATION_KEY, SHIPSTATION_SECRET } = installationEnv();
  const response = await fetch(`${SHIPSTATION_URL}/orders?orderNumber=${number}`, {
    headers: { authorization: `Basic ${btoa(`${SHIPSTATION_KEY}:${SHIPSTATION_SECRET}`)}` },
  });
  if (!response.ok) throw new Error(`The warehouse answers ${response.status}: ${await response.text()}`);
  const { orders } = (await response.json()) as { orders: WarehouseOrder[] };
  return orders;
}

/** The same, once it holds any. */
export function arriveAtWarehouse(number: number): Promise<WarehouseOrder[]> {
  return eventually(
    () => findAtWarehouse(number),
    (orders) => orders.length > 0,
    20_000,
  );
}

/** Lets the warehouse send an order, and tell so. */
export async function ship(orderKey: string, trackingNumber: string): Promise<void> {
  const { SHIPSTATION_URL, SHIPSTATION_KEY, SHIPSTATION_SECRET } = installationEnv();
  const response = await fetch(`${SHIPSTATION_URL}/sandbox/ship`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${SHIPSTATION_KEY}:${SHIPSTATION_SECRET}`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ orderKey, trackingNumber }),
  });
  if (!response.ok) throw new Error(`The warehouse answers ${response.status}: ${await response.text()}`);
}

/** An order as its buyer sees it, once it has been sent. */
export async function untilSent(id: string, accessToken: string) {
  const { data } = await eventually(
    () => execute(operation('Order'), { id, accessToken }),
    ({ data: { order } }) => order.fulfillmentStatus === 'SHIPPED',
    20_000,
  );
  return data.order;
}
