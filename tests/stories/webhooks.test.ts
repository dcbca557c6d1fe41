import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type PartnerServer, startPartnerServer, verified } from '../support/backends/partner-server.ts';
import { ship, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { eventually, execute, installationEnv, operation } from '../support/graph.ts';
import { makePartner, type SignedIn, signInCurator } from '../support/people.ts';
import { fillCart, run } from '../support/purchase.ts';

/** All systems are real, from the cart to the shipment. */
jest.setTimeout(60_000);

let server: PartnerServer;
let curator: SignedIn;
let partner: SignedIn;
let other: SignedIn;

beforeAll(async () => {
  const [, port] = (installationEnv().WEBHOOK_PRIVATE_TARGETS as string).split(':');
  server = await startPartnerServer(Number(port));
  curator = await signInCurator();
  partner = await makePartner(curator, 'webhooks:read');
  other = await makePartner(curator, 'webhooks:read');
});
afterAll(() => server?.close());

/** The result of an example operation that the curator runs. */
const act = async (name: string, variables: object) => {
  const response = await run(name, { ...variables }, curator.headers);
  expect(response.userErrors).toEqual([]);
  return response;
};
const deliveriesSeenBy = async ({ headers }: SignedIn) => {
  const { partner: seen } = await run('WebhookDeliveries', {}, headers);
  return seen.webhookEndpoints;
};

describe('A partner', () => {
  it('receives signed messages about an order and its shipment, and reads their deliveries; other partners cannot', async () => {
    const { data } = await execute('{ viewer { partner { id } } }', {}, partner.headers);
    const input = {
      partnerId: data.viewer.partner.id,
      url: `http://${server.host}/orders`,
      eventTypes: ['ORDER_PLACED'],
    };
    const { endpoint, secret } = await act('WebhookEndpointCreate', { input });
    await act('WebhookEndpointUpdate', { id: endpoint.id });

    const cartId = await fillCart('variant_understory-notebook-bark-a6');
    const { order } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
    const [placed] = await server.at('/orders', 1);
    await waitAtWarehouse(order.number);
    await ship(order.id, 'TRACK-PARTNER');
    const [, shipped] = await server.at('/orders', 2);
    const { secret: next } = await act('WebhookSecretRotate', { id: endpoint.id });
    const { delivery } = await act('WebhookEndpointTest', { id: endpoint.id });
    const [, , test] = await server.at('/orders', 3);
    const [log] = await eventually(
      () => deliveriesSeenBy(partner),
      ([{ deliveries }]) => deliveries.nodes.every(({ status }: { status: string }) => status === 'SUCCEEDED'),
    );
    await act('WebhookDeliveryReplay', { id: delivery.id });
    const [, , , again] = await server.at('/orders', 4);

    const content = { orderId: order.id, orderNumber: order.number, currencyCode: 'EUR', countryCode: 'FR' };
    const lines = [expect.objectContaining({ variantId: 'variant_understory-notebook-bark-a6', quantity: 1 })];
    expect(verified(placed as never, secret)).toMatchObject({ type: 'order.placed', data: { ...content, lines } });
    expect(verified(shipped as never, secret)).toMatchObject({ type: 'order.shipped', data: { ...content, lines } });
    expect(JSON.stringify([placed, shipped])).not.toMatch(/ada|lovelace|rivoli|TRACK/i);
    for (const one of [secret, next]) expect(verified(test as never, one)).toMatchObject({ type: 'webhook.test' });
    expect(again?.headers['webhook-id']).toBe(delivery.messageId);
    expect(log.deliveries.nodes.map(({ eventType }: { eventType: string }) => eventType)).toEqual([
      'webhook.test',
      'order.shipped',
      'order.placed',
    ]);
    expect(await deliveriesSeenBy(other)).toEqual([]);
    expect(await act('WebhookEndpointDelete', { id: endpoint.id })).toMatchObject({ deletedId: endpoint.id });
    expect(await deliveriesSeenBy(partner)).toEqual([]);
  });

  it('cannot create an endpoint, and none is created', async () => {
    const { data } = await execute('{ viewer { partner { id } } }', {}, partner.headers);
    const input = {
      partnerId: data.viewer.partner.id,
      url: `http://${server.host}/mine`,
      eventTypes: ['ORDER_PLACED'],
    };
    const refused = await execute(operation('WebhookEndpointCreate'), { input }, partner.headers);

    expect(refused.data).toEqual({ webhookEndpointCreate: null });
    expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    expect(await deliveriesSeenBy(partner)).toEqual([]);
    expect(server.received.filter(({ path }) => path === '/mine')).toEqual([]);
  });
});
