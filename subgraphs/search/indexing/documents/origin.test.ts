import { describe, expect, it } from '@jest/globals';
import { countryWords } from './country-words.ts';
import { originOf } from './origin.ts';

describe('The country of origin', () => {
  it.each([
    ['IT', ['Made in Italy', 'Made in Italia', 'Italian']],
    ['GB', ['Made in United Kingdom', 'Made in Great Britain', 'Made in Britain', 'Made in UK', 'British']],
    ['CZ', ['Made in Czechia', 'Made in Czech Republic', 'Czech']],
    ['QQ', []],
    ['it', []],
    [null, []],
  ])('has these phrases: %j', (code, words) => {
    expect(originOf(code, 'EN')).toEqual(words);
  });

  it('has the name and the adjectives in other languages too', () => {
    expect(originOf('IT', 'FR')).toEqual(['Fabriqué en Italie', 'italien', 'italienne']);
    expect(originOf('CZ', 'IT')).toEqual(['Prodotto in Cechia', 'Prodotto in Repubblica Ceca', 'ceco', 'ceca']);
    expect(originOf('GB', 'JA')).toEqual(['イギリス製', '英国製']);
    expect(originOf('AF', 'FR')).toEqual(['Fabriqué en Afghanistan']);
  });

  it('has phrases for every inhabited country in Unicode CLDR', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const deprecated = 'AN BU CS DD DY FX HV NH NT RH SU TP UK VD YD YU ZR'.split(' ');
    const uninhabited = 'AQ BV GS HM IO TF UM'.split(' ');
    const groups = 'AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' ');
    const countries = letters
      .flatMap((one) => letters.map((two) => one + two))
      .filter(
        (code) => names.of(code) && !deprecated.includes(code) && !groups.includes(code) && !uninhabited.includes(code),
      );

    expect(Object.keys(countryWords).sort()).toEqual(countries.sort());
    expect(countries).toHaveLength(243);
  });
});
