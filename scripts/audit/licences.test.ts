import { describe, expect, it } from '@jest/globals';
import { readBom } from './bom.ts';
import { type Component, licenceFaults, type Reviewed } from './licences.ts';

const component = (name: string, licence?: string): Component => ({
  name,
  version: '1.0.0',
  ...(licence !== undefined && {
    licenses: [/[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } }],
  }),
});
const review = (name: string, states: string): Reviewed => ({ name, states, because: 'It was read.' });

describe('The licences of packages', () => {
  it('of the lockfile are permitted or reviewed', () => {
    const { components } = readBom();
    expect(components.length).toBeGreaterThan(1_000);
    expect(licenceFaults(components)).toEqual([]);
  });

  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND Apache-2.0', 'Apache-2.0'])('%s is permitted', (licence) => {
    expect(licenceFaults([component('one', licence)], [])).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'Elastic-2.0', 'AGPL-3.0-or-later', 'BUSL-1.1', 'Custom'])(
    '%s is refused unless it was reviewed',
    (licence) => {
      expect(licenceFaults([component('one', licence)], [])).toEqual([
        `one@1.0.0: ${licence}. Nobody has reviewed it.`,
      ]);
      expect(licenceFaults([component('one', licence)], [review('one', licence)])).toEqual([]);
    },
  );

  it('that is not stated is refused unless it was reviewed', () => {
    expect(licenceFaults([component('one')], [])).toEqual(['one@1.0.0: states no licence. Nobody has reviewed it.']);
    expect(licenceFaults([component('one')], [review('one', '')])).toEqual([]);
  });

  it('that changed since it was reviewed is refused', () => {
    expect(licenceFaults([component('one', 'BUSL-1.1')], [review('one', 'MPL-2.0')])).toEqual([
      'one@1.0.0: BUSL-1.1. Nobody has reviewed it.',
      'one (MPL-2.0) is reviewed, but not installed.',
    ]);
  });

  it('are reviewed by the beginning of a name, which ends where another name begins', () => {
    const reviews = [review('@scope/tool-*', 'MPL-2.0')];
    expect(licenceFaults([component('@scope/tool-linux', 'MPL-2.0')], reviews)).toEqual([]);
    expect(licenceFaults([component('@scope/other', 'MPL-2.0')], reviews)).toEqual([
      '@scope/other@1.0.0: MPL-2.0. Nobody has reviewed it.',
      '@scope/tool-* (MPL-2.0) is reviewed, but not installed.',
    ]);
  });
});
