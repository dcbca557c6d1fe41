import { describe, expect, it } from '@jest/globals';
import { isCompleteAddress, readAddress } from './addresses.ts';
import { readPhone } from './phones.ts';
import { readPostalCode } from './postal-codes.ts';
import { readProvince } from './provinces.ts';

const ada = { firstName: 'Ada', lastName: 'Lovelace', line1: '8 rue du Roi-Doré', city: 'Paris' };
const paris = { ...ada, postalCode: '75003', countryCode: 'FR' };

describe('An address', () => {
  it('is normalised', () => {
    const given = {
      ...paris,
      firstName: ' Zoe\u0308 ',
      line1: '8  rue',
      company: '\u200b',
      postalCode: 'f-75003',
      phone: '01 42 34 56 78',
    };

    expect(readAddress(given)).toEqual({
      firstName: 'Zoë',
      lastName: 'Lovelace',
      company: null,
      line1: '8 rue',
      line2: null,
      city: 'Paris',
      province: null,
      postalCode: '75003',
      countryCode: 'FR',
      phone: '+33142345678',
    });
  });

  it('that was normalised stays the same, and is complete', () => {
    const given = { ...ada, countryCode: 'US', postalCode: '10010', province: 'new york', phone: '(212) 555-0100' };
    const read = readAddress(given) as Exclude<ReturnType<typeof readAddress>, unknown[]>;

    expect(read).toMatchObject({ province: 'NY', phone: '+12125550100' });
    expect(readAddress(read as unknown as typeof given)).toEqual(read);
    expect(isCompleteAddress(read)).toBe(true);
    expect(isCompleteAddress({ ...read, postalCode: null })).toBe(false);
    expect(isCompleteAddress({ ...read, firstName: null })).toBe(false);
  });

  it('reports all its invalid parts', () => {
    const wrong = { ...ada, countryCode: 'US', postalCode: 'not a zip', province: 'Confederation', phone: 'call me' };

    expect(partsOf(wrong)).toEqual(['postalCode', 'province', 'phone']);
    expect(partsOf({ ...ada, countryCode: 'US' })).toEqual(['postalCode', 'province']);
    expect(partsOf({ ...wrong, firstName: '\u200b', city: '' })).toEqual(['firstName', 'city']);
  });

  it.each([
    ['', 'a zero-width space', '\u200b'],
    ['', 'a Hangul filler', '\u3164'],
    ['', 'soft hyphens', '\u00ad\u00ad'],
    ['', 'punctuation only', '…—'],
    ['', 'a line break', 'Ada\nLovelace'],
    ['', 'a control character', 'Ada\u0007'],
    ['', 'a change of text direction', 'Ada\u202eecalevoL'],
    ['', 'an unpaired surrogate', 'Ada\ud800'],
    ['', '201 characters', 'a'.repeat(201)],
  ])('is invalid with a first name of %s%s', (_, _what, firstName) => {
    expect(partsOf({ ...paris, firstName })).toEqual(['firstName']);
  });

  it.each(['Ada', 'Zoë 🌿', 'مريم', '李', '하나', 'O’Hara', '8', 'नम\u200dस्ते', '𠮷'.repeat(200)])(
    'is valid with the first name %s',
    (firstName) => {
      expect(readAddress({ ...paris, firstName })).toMatchObject({ firstName });
    },
  );

  it.each(['XX', 'UK', 'EU', 'ZZ', 'ZY'])('is invalid in %s, which is not a country', (countryCode) => {
    expect(partsOf({ ...paris, countryCode })).toContain('countryCode');
  });

  it.each(['HK', 'AE', 'IE', 'BR'])('needs no postal code in %s', (countryCode) => {
    expect(readAddress({ ...ada, countryCode })).toMatchObject({ postalCode: null });
  });

  it('may have a number with invisible format characters, as copied from a telephone', () => {
    const phone = '\u202a+33 1 42 34 56 78\u202c';

    expect(readAddress({ ...paris, phone })).toMatchObject({ phone: '+33142345678' });
  });
});

describe('A postal code', () => {
  it.each([
    ...[
      ['FR', '75003', '75003'],
      ['FR', ' F-75003 ', '75003'],
      ['MC', 'MC-98000', '98000'],
      ['DE', 'D-10115', '10115'],
    ],
    ...[
      ['AT', '1010', '1010'],
      ['BE', 'b-1000', '1000'],
      ['CY', '1010', '1010'],
      ['EE', '10111', '10111'],
    ],
    ...[
      ['ES', '28001', '28001'],
      ['FI', '00100', '00100'],
      ['FI', 'FIN-00100', undefined],
      ['GR', '10431', '104 31'],
    ],
    ...[
      ['GR', '104 31', '104 31'],
      ['HR', 'HR-10000', '10000'],
      ['IE', 'd02x285', 'D02 X285'],
      ['IE', 'A65 F4E2', 'A65 F4E2'],
    ],
    ...[
      ['IE', 'D6W AB12', undefined],
      ['IE', 'D6W XY00', 'D6W XY00'],
      ['IT', '00118', '00118'],
      ['LT', '01100', 'LT-01100'],
    ],
    ...[
      ['LT', 'lt-01100', 'LT-01100'],
      ['LU', 'L-1234', '1234'],
      ['LV', 'LV 1010', 'LV-1010'],
      ['MT', 'vlt1117', 'VLT 1117'],
    ],
    ...[
      ['NL', '1234ab', '1234 AB'],
      ['NL', '1234 AB', '1234 AB'],
      ['NL', '0234 AB', undefined],
      ['PT', '1000205', '1000-205'],
    ],
    ...[
      ['SI', '1000', '1000'],
      ['SK', '81101', '811 01'],
      ['SE', '11455', '114 55'],
      ['SE', 'S-114 55', '114 55'],
    ],
    ...[
      ['GB', 'sw1a1aa', 'SW1A 1AA'],
      ['GB', 'M1 1AE', 'M1 1AE'],
      ['GB', '12345', undefined],
      ['GG', 'GY1 1AA', 'GY1 1AA'],
    ],
    ...[
      ['IM', 'im1 1aa', 'IM1 1AA'],
      ['JE', 'JE23AB', 'JE2 3AB'],
      ['JE', 'GY1 1AA', undefined],
      ['CH', 'CH-8001', '8001'],
    ],
    ...[
      ['LI', 'FL-9490', '9490'],
      ['LI', '8001', undefined],
      ['JP', '1000005', '100-0005'],
      ['JP', '〒100-0005', '100-0005'],
    ],
    ...[
      ['JP', '１００ー０００５', '100-0005'],
      ['US', '10010', '10010'],
      ['US', '10010–1234', '10010-1234'],
      ['US', '1001', undefined],
    ],
    ...[
      ['US', '10010-12', undefined],
      ['CA', 'k1a0b1', 'K1A 0B1'],
      ['CA', 'D1A 0B1', undefined],
      ['AU', '2000', '2000'],
    ],
    ...[
      ['SE', 'SE-114 55', '114 55'],
      ['DE', 'DE-10115', '10115'],
      ['AT', 'AT 1010', '1010'],
      ['FR', 'FR-75003', '75003'],
      ['IT', 'IT-00118', '00118'],
      ['PT', 'PT-1000-205', '1000-205'],
      ['GB', 'GB-SW1A 1AA', 'SW1A 1AA'],
      ['DE', 'FR-10115', undefined],
    ],
    ...[
      ['AE', '00000', '00000'],
      ['GH', 'GA-183-8164', 'GA-183-8164'],
      ['AE', 'none', undefined],
      ['HU', 'H-1051', '1051'],
      ['IN', '110 001', '110001'],
      ['KR', '100-011', '100-011'],
      ['HU', '105', undefined],
    ],
    ...[
      ['BR', '01310-100', '01310-100'],
      ['KR', '04524', '04524'],
      ['FR', '75003<b>', undefined],
      ['FR', '', undefined],
    ],
  ] as [string, string, string | undefined][])('of %s, given as %j, is %j', (country, given, code) => {
    expect(readPostalCode(given, country)).toBe(code);
  });
});

describe('A province', () => {
  it.each([
    ...[
      ['US', 'CA', 'CA'],
      ['US', 'ca', 'CA'],
      ['US', 'US-CA', 'CA'],
      ['US', 'California', 'CA'],
      ['US', ' new  york ', 'NY'],
    ],
    ...[
      ['US', 'D.C.', 'DC'],
      ['US', 'Ontario', undefined],
      ['US', '', undefined],
      ['US', 'CA-ON', undefined],
      ['US', 'AE', 'AE'],
    ],
    ...[
      ['US', 'Washington, D.C.', 'DC'],
      ['US', 'U.S. Virgin Islands', 'VI'],
      ['US', 'PW', 'PW'],
      ['US', 'Washington', 'WA'],
    ],
    ...[
      ['CA', 'Colombie-Britannique', 'BC'],
      ['CA', 'ile-du-prince-edouard', 'PE'],
      ['CA', 'Newfoundland', 'NL'],
      ['CA', 'Quebec', 'QC'],
      ['CA', 'QUÉBEC', 'QC'],
      ['CA', 'CA-ON', 'ON'],
      ['CA', 'California', undefined],
      ['AU', 'nsw', 'NSW'],
    ],
    ...[
      ['AU', 'New South Wales', 'NSW'],
      ['JP', '東京都', '東京都'],
      ['IT', 'MI', 'MI'],
    ],
  ] as [string, string, string | undefined][])('of %s, given as %j, is %j', (country, given, code) => {
    expect(readProvince(given, country)).toBe(code);
  });
});

describe('A telephone number', () => {
  it.each([
    ...[
      ['FR', '01 42 34 56 78', '+33142345678'],
      ['FR', '+33 (0)1 42 34 56 78', '+33142345678'],
      ['JP', '０３-３２１０-７１１１', '+81332107111'],
    ],
    ...[
      ['FR', '+81 3 3210 7111', '+81332107111'],
      ['FR', '00 81 3 3210 7111', '+81332107111'],
      ['GB', '020 7946 0958', '+442079460958'],
    ],
    ...[
      ['FR', 'call me', undefined],
      ['FR', '+33 1', undefined],
      ['FR', '12', undefined],
      ['FR', '01 42 34 56 78 ext. 5', '+33142345678 ext. 5'],
      ['FR', '+33142345678 ext. 5', '+33142345678 ext. 5'],
      ['US', '(212) 555-0100 x123', '+12125550100 ext. 123'],
      ['US', 'tel:+1-212-555-0100', '+12125550100'],
    ],
    ...[
      ['US', '00 33 1 42 34 56 78', '+33142345678'],
      ['US', '001 212 555 0100', '+12125550100'],
      ['US', '011 33 1 42 34 56 78', '+33142345678'],
      ['JP', '0081-3-3210-7111', '+81332107111'],
    ],
    ...[
      ['AU', '0061 2 9374 4000', '+61293744000'],
      ['GB', '01632 960123', '+441632960123'],
      ['GB', '07700 900123', '+447700900123'],
      ['US', '555-1234', undefined],
    ],
    ...[
      ['FR', 'tel 01 42 34 56 78 please', undefined],
      [undefined, '+33142345678', '+33142345678'],
      [undefined, '0142345678', undefined],
    ],
  ] as [string | undefined, string, string | undefined][])('of %s, given as %j, is %j', (country, given, phone) => {
    expect(readPhone(given, country)).toBe(phone);
  });
});

function partsOf(address: Parameters<typeof readAddress>[0]): string[] {
  const read = readAddress(address);
  return Array.isArray(read) ? read.map(({ part }) => part) : [];
}
