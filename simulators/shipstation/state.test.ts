import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openState } from './state.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-shipstation-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const order = {
  orderId: 1_000,
  orderKey: 'order_1',
  orderNumber: '1',
  orderStatus: 'awaiting_shipment',
  shipTo: { name: 'Ada' },
  items: [],
};

describe('The state of the warehouse', () => {
  it('is empty at first, and is loaded again after it was saved', async () => {
    const first = openState(folder);
    expect(first.state).toEqual({ orders: [], shipments: [], webhookUrls: [] });

    first.state.orders.push(order);
    first.state.webhookUrls = ['http://127.0.0.1:4007/hook'];
    await first.save();

    expect(openState(folder).state).toEqual(first.state);
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('is loaded from the file of an older version, until it is saved under the current name', async () => {
    const older = { orders: [order], shipments: [], targets: ['http://127.0.0.1:4007/hook'] };
    await writeFile(join(folder, 'books.json'), JSON.stringify(older));

    const { state, save } = openState(folder);
    expect(state).toEqual({ orders: [order], shipments: [], webhookUrls: [] });

    state.orders = [];
    await save();
    expect(openState(folder).state.orders).toEqual([]);
  });
});
