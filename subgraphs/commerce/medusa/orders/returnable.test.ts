import { describe, expect, it } from '@jest/globals';

interface Parcel {
  shipped: string | null;
  delivered?: string;
  canceled?: string;
  quantity: number;
}

// The Medusa application is another package, of CommonJS, so its types cannot be imported here.
const application: string = '#backends/medusa/app/src/orders/returnable.ts';
const { returnableOf } = (await import(application)) as {
  returnableOf(order: object, now: number): Map<string, { quantity: number; hindrance: string | null }>;
};

const now = Date.parse('2026-06-30T12:00:00Z');
const none = { return_requested_quantity: 0, return_received_quantity: 0, return_dismissed_quantity: 0 };

/** What can be returned of an order with one line of five pieces. */
function returnable(
  parcels: Parcel[],
  { detail = {}, attributes = [] as object[], canceled_at = null as string | null } = {},
) {
  const order = {
    canceled_at,
    items: [{ id: 'line', quantity: 5, metadata: { attributes }, detail: { ...none, ...detail } }],
    fulfillments: parcels.map(({ shipped, delivered = null, canceled = null, quantity }) => ({
      ...{ shipped_at: shipped, delivered_at: delivered, canceled_at: canceled },
      items: [{ line_item_id: 'line', quantity }],
    })),
  };
  return returnableOf(order, now).get('line');
}

describe('The pieces of a line that can be returned', () => {
  const parcel = { shipped: '2026-06-01T12:00:00Z', quantity: 5 };

  it.each([
    [
      'on the last day after delivery',
      { ...parcel, delivered: '2026-05-31T12:00:01Z' },
      { quantity: 5, hindrance: null },
    ],
    ['later', { ...parcel, delivered: '2026-05-31T12:00:00Z' }, { quantity: 0, hindrance: 'window_closed' }],
    [
      'on the way for a week, unreported',
      { ...parcel, shipped: '2026-05-24T12:00:01Z' },
      { quantity: 5, hindrance: null },
    ],
    ['too long ago', { ...parcel, shipped: '2026-05-24T12:00:00Z' }, { quantity: 0, hindrance: 'window_closed' }],
    ['not shipped', { ...parcel, shipped: null }, { quantity: 0, hindrance: 'not_shipped' }],
    [
      'in a canceled parcel',
      { ...parcel, canceled: '2026-06-02T12:00:00Z' },
      { quantity: 0, hindrance: 'not_shipped' },
    ],
  ])('%s', (_, one, expected) => {
    expect(returnable([one])).toEqual(expected);
  });

  it('are those that have left in time, without those that are on their way back or came back', () => {
    const old = { shipped: '2026-03-01T12:00:00Z', quantity: 2 };
    const young = { shipped: '2026-06-20T12:00:00Z', quantity: 2 };

    expect(returnable([old, young])).toEqual({ quantity: 2, hindrance: null });
    expect(returnable([young], { detail: { return_requested_quantity: 1 } })).toEqual({ quantity: 1, hindrance: null });
    expect(returnable([old, young], { detail: { return_received_quantity: 3 } })).toEqual({
      quantity: 1,
      hindrance: null,
    });
    expect(returnable([young], { detail: { return_received_quantity: 2 } })).toEqual({
      quantity: 0,
      hindrance: 'returned',
    });
  });

  it('are none of a personalized piece, and none of a canceled order', () => {
    const attributes = [{ key: 'initials', value: 'A. L.' }];

    expect(returnable([parcel], { attributes })).toEqual({ quantity: 0, hindrance: 'personalized' });
    expect(returnable([parcel], { canceled_at: '2026-06-02T12:00:00Z' })).toEqual({
      quantity: 0,
      hindrance: 'canceled',
    });
  });
});
