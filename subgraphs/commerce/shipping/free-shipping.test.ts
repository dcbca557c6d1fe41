import { describe, expect, it } from '@jest/globals';
import type { Cost } from '../cost-rows.ts';
import type { DeliveryOptionRow } from '../rows.ts';
import { freeShippingOf } from './free-shipping.ts';

const from = (amount: string, currencyCode = 'EUR', regionId: string | null = 'reg_europe') => ({
  price: { amount, currencyCode },
  regionId,
});
const option = (id: string, ...freeFrom: DeliveryOptionRow['freeFrom']): DeliveryOptionRow => ({
  ...{ id, name: id, description: null, kind: 'DELIVERY', locationId: null, countries: ['FR'] },
  ...{ workingDays: null, prices: [], freeFrom },
});
const cart = (itemTotal: number, currencyCode = 'EUR', regionId = 'reg_europe', countryCode: string | null = 'FR') => ({
  ...{ regionId, itemTotal, destination: { countryCode, province: null } },
  cost: { total: { amount: '0', currencyCode } } as Cost,
});

describe('Free shipping', () => {
  it.each([
    [0, '300.00'],
    [299.99, '0.01'],
    // The total is shown as 300.00, but Medusa compares the exact one.
    [299.996, '0.01'],
    [300, '0.00'],
    // The sum of a tenth and two tenths, as a floating-point number.
    [299.7 + (0.1 + 0.2), '0.00'],
    [1_000.01, '0.00'],
  ])('after lines of %d lacks %s', (total, missing) => {
    expect(freeShippingOf(cart(total), [option('so_1', from('300.00'))])).toEqual({
      threshold: { amount: '300.00', currencyCode: 'EUR' },
      missing: { amount: missing, currencyCode: 'EUR' },
      shippingOptionId: 'so_1',
    });
  });

  it('has whole yen', () => {
    const found = freeShippingOf(cart(49_999.5, 'JPY'), [option('so_1', from('50000', 'JPY'))]);

    expect(found?.missing).toEqual({ amount: '1', currencyCode: 'JPY' });
  });

  it('is that of the option with the lowest threshold in the region', () => {
    const options = [
      option('express', from('900.00')),
      option('standard', from('500.00', 'EUR', null), from('600.00')),
      option('elsewhere', from('1.00', 'EUR', 'reg_other')),
      option('other currency', from('1.00', 'USD')),
    ];

    expect(freeShippingOf(cart(0), options)).toMatchObject({
      threshold: { amount: '600.00' },
      shippingOptionId: 'standard',
    });
  });

  it.each([
    ['no option becomes free', cart(0), [option('so_1')]],
    ['nothing is delivered to the country', cart(0, 'EUR', 'reg_europe', 'DE'), [option('so_1', from('1.00'))]],
    ['the country is unknown', cart(0, 'EUR', 'reg_europe', null), [option('so_1', from('1.00'))]],
    ['only a pick-up is free', cart(0), [{ ...option('so_1', from('1.00')), kind: 'PICKUP' as const }]],
  ])('is null where %s', (_, of, options) => {
    expect(freeShippingOf(of, options)).toBeNull();
  });
});
