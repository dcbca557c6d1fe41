import { eventually, execute, installationEnv, operation } from '../graph.ts';

/** An order in the warehouse, with the fields that stories read. */
export interface WarehouseOrder {
  orderId: number;
  orderKey: string;
  orderNumber: string;
  orderStatus: string;
  items: { sku: string; quantity: number; options?: { name: string; value: string }[] }[];
}

/** The warehouse's records for an order number. */
export async function findAtWarehouse(number: number): Promise<WarehouseOrder[]> {
  return (await readAtWarehouse<{ orders: WarehouseOrder[] }>(`/orders?orderNumber=${number}`)).orders;
}

/** The labels that the warehouse has made for a return. */
export async function labelsAtWarehouse(returnId: string): Promise<{ trackingNumber: string; voided: boolean }[]> {
  type Answer = { shipments: { trackingNumber: string; voided: boolean }[] };
  return (await readAtWarehouse<Answer>(`/shipments?recipientName=${returnId}`)).shipments;
}

async function readAtWarehouse<Answer>(path: string): Promise<Answer> {
  const { SHIPSTATION_URL, SHIPSTATION_KEY, SHIPSTATION_SECRET } = installationEnv();
  const response = await fetch(`${SHIPSTATION_URL}${path}`, {
    headers: { authorization: `Basic ${btoa(`${SHIPSTATION_KEY}:${SHIPSTATION_SECRET}`)}` },
  });
  if (!response.ok) throw new Error(`The warehouse responses ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The same records, once there are any. */
export function waitAtWarehouse(number: number): Promise<WarehouseOrder[]> {
  return eventually(
    () => findAtWarehouse(number),
    (orders) => orders.length > 0,
    20_000,
  );
}

/** Ships the order and reports it to Medusa. */
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
  if (!response.ok) throw new Error(`The warehouse responses ${response.status}: ${await response.text()}`);
}

/** An order as its buyer sees it after shipment. */
export async function waitUntilShipped(id: string, accessToken: string) {
  const { data } = await eventually(
    () => execute(operation('Order'), { id, accessToken }),
    ({ data: { order } }) => order.fulfillmentStatus === 'SHIPPED',
    20_000,
  );
  return data.order;
}
