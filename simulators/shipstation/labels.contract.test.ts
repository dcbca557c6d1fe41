import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** How this system uses labels of ShipStation's API, version 1: https://www.shipstation.com/docs/api/shipments/create-label/ */
let target: ContractTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target?.close());

const send = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${target.url}${path}`, {
    method,
    headers: { authorization: target.authorization, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as never };
};
const { CONTRACT_SHIPSTATION_CARRIER = 'sandbox', CONTRACT_SHIPSTATION_SERVICE = 'sandbox_return' } = process.env;
const newLabel = () => ({
  carrierCode: CONTRACT_SHIPSTATION_CARRIER,
  serviceCode: CONTRACT_SHIPSTATION_SERVICE,
  packageCode: 'package',
  shipDate: new Date().toISOString().slice(0, 10),
  weight: { value: 1_000, units: 'grams' },
  shipFrom: { name: 'Ada Lovelace', street1: '1 rue', city: 'Paris', postalCode: '75002', country: 'FR' },
  shipTo: {
    name: `return_${randomUUID()}`.slice(0, 33),
    street1: '2 rue',
    city: 'Lyon',
    postalCode: '69001',
    country: 'FR',
  },
  testLabel: true,
});
interface Shipment {
  shipmentId: number;
  orderKey: string | null;
  trackingNumber: string;
  voided: boolean;
  labelData?: string | null;
}
const create = async (label: object) => (await send('POST', '/shipments/createlabel', label)).answer as Shipment;
const labelsFor = async (name: string) =>
  ((await send('GET', `/shipments?recipientName=${name}`)).answer as { shipments: Shipment[] }).shipments;

describe('A label', () => {
  it('is a PDF file in base64, and is listed by the name of its recipient without the file', async () => {
    const label = newLabel();
    const created = await create(label);
    const [listed, ...others] = await labelsFor(label.shipTo.name);

    expect(
      Buffer.from(created.labelData as string, 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(created).toMatchObject({ shipmentId: expect.any(Number), trackingNumber: expect.stringMatching(/.{8}/) });
    expect(listed).toMatchObject({ shipmentId: created.shipmentId, orderKey: null, voided: false });
    expect([listed?.labelData ?? null, others]).toEqual([null, []]);
  });

  it('is another one for each request, since there is no idempotency key', async () => {
    const label = newLabel();
    const [first, second] = [await create(label), await create(label)];

    expect(second.shipmentId).not.toBe(first.shipmentId);
    expect(second.trackingNumber).not.toBe(first.trackingNumber);
    expect(await labelsFor(label.shipTo.name)).toHaveLength(2);
  });

  it('is voided once', async () => {
    const label = newLabel();
    const { shipmentId } = await create(label);
    const first = await send('POST', '/shipments/voidlabel', { shipmentId });
    const second = await send('POST', '/shipments/voidlabel', { shipmentId });

    expect(first.answer).toMatchObject({ approved: true });
    expect((second.answer as { approved?: boolean }).approved).not.toBe(true);
    expect(await labelsFor(label.shipTo.name)).toMatchObject([{ shipmentId, voided: true }]);
  });

  it.each(['carrierCode', 'serviceCode', 'packageCode', 'shipDate', 'weight', 'shipFrom', 'shipTo'])(
    'is refused without %s',
    async (field) => {
      const label = newLabel();
      const { status } = await send('POST', '/shipments/createlabel', { ...label, [field]: undefined });

      expect(status).toBe(400);
      expect(await labelsFor(label.shipTo.name)).toEqual([]);
    },
  );
});
