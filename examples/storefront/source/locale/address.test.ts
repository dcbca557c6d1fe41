import { describe, expect, it } from '@jest/globals';
import { addressLines } from './address.ts';

const person = { firstName: 'Ada', lastName: 'Lovelace', line1: '1 First Street' };
const placeOf = (countryCode: string, place: Record<string, string>) =>
  addressLines({ ...person, ...place, countryCode }).slice(2);

describe('The lines of an address', () => {
  it.each([
    ['US', { city: 'New York', province: 'NY', postalCode: '10001' }, ['New York, NY 10001']],
    ['CA', { city: 'Toronto', province: 'ON', postalCode: 'M5V 2T6' }, ['Toronto ON M5V 2T6']],
    ['AU', { city: 'Sydney', province: 'NSW', postalCode: '2000' }, ['Sydney NSW 2000']],
    ['IT', { city: 'Roma', province: 'RM', postalCode: '00187' }, ['00187 Roma RM']],
    ['GB', { city: 'London', postalCode: 'W1J 9BR' }, ['London', 'W1J 9BR']],
    ['JE', { city: 'St Helier', postalCode: 'JE2 3AB' }, ['St Helier', 'JE2 3AB']],
    ['FR', { city: 'Paris', postalCode: '75002' }, ['75002 Paris']],
    ['ES', { city: 'Alcobendas', province: 'Madrid', postalCode: '28108' }, ['28108 Alcobendas', 'Madrid']],
  ])('%s has its place as its post office wants it', (country, place, lines) => {
    expect(placeOf(country, place)).toEqual(lines);
  });
});
