import { describe, expect, it } from '@jest/globals';
import { resolveMarket } from './market.ts';
import type { RegionRow } from './rows.ts';

const country = (code: string) => ({ code, name: code, hasTaxesByProvince: false });
const region = (id: string, currencyCode: string, codes: string[], isDefault = false): RegionRow => ({
  id,
  name: id,
  currencyCode,
  pricesIncludeTax: true,
  dutiesIncluded: null,
  countries: codes.map(country),
  defaultCountry: codes[0] ? country(codes[0]) : null,
  isDefault,
});

const nowhere = region('nowhere', 'AUD', []);
const america = region('america', 'USD', ['US']);
const europe = region('europe', 'EUR', ['FR', 'DE'], true);
const islands = region('islands', 'EUR', ['MT']);
const japan = region('japan', 'JPY', ['JP']);
const regions = [nowhere, america, europe, islands, japan];

describe('The market of a request', () => {
  it.each([
    ['the default where the request names none', {}, europe, 'FR'],
    ['that of the country', { country: 'JP' }, japan, 'JP'],
    ['that of the country, even if it is not the default country of its region', { country: 'DE' }, europe, 'DE'],
    ['that of the currency', { currency: 'USD' }, america, 'US'],
    ['that of the currency before that of the country', { country: 'JP', currency: 'USD' }, america, 'US'],
    ['of the markets with the currency, the one with the country', { country: 'MT', currency: 'EUR' }, islands, 'MT'],
    [
      'the first with the currency when the country has another currency',
      { country: 'JP', currency: 'EUR' },
      europe,
      'FR',
    ],
    ['that of the country when the currency is unknown', { country: 'JP', currency: 'XAU' }, japan, 'JP'],
    ['the default when both are unknown', { country: 'AQ', currency: 'XAU' }, europe, 'FR'],
    ['the default when the region of the currency has no country', { currency: 'AUD' }, europe, 'FR'],
  ])('is %s', (_, asked, expected, code) => {
    expect(resolveMarket(asked, regions)).toEqual({ region: expected, country: country(code) });
  });

  it('is the first region that has a country when none is the default', () => {
    expect(resolveMarket({}, [nowhere, japan, america])).toEqual({ region: japan, country: country('JP') });
  });

  it('is null when no region has a country', () => {
    expect(resolveMarket({ currency: 'AUD' }, [nowhere])).toBeNull();
  });
});
