import { describe, expect, it } from '@jest/globals';
import { readBom } from './bom.ts';
import { type Component, licenceProblems, type Reviewed } from './licences.ts';

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
    expect(licenceProblems(components)).toEqual([]);
  });

  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND Apache-2.0', 'Apache-2.0'])('%s is permitted', (licence) => {
    expect(licenceProblems([component('one', licence)], [])).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'Elastic-2.0', 'AGPL-3.0-or-later', 'BUSL-1.1', 'Custom'])(
    '%s is refused unless it was reviewed',
    (licence) => {
      expect(licenceProblems([component('one', licence)], [])).toEqual([`one@1.0.0: ${licence}. It was not reviewed.`]);
      expect(licenceProblems([component('one', licence)], [review('one', licence)])).toEqual([]);
    },
  );

  it('that is not declared is refused unless it was reviewed', () => {
    expect(licenceProblems([component('one')], [])).toEqual(['one@1.0.0: declares no licence. It was not reviewed.']);
    expect(licenceProblems([component('one')], [review('one', '')])).toEqual([]);
  });

  it('that changed since it was reviewed is refused', () => {
    expect(licenceProblems([component('one', 'BUSL-1.1')], [review('one', 'MPL-2.0')])).toEqual([
      'one@1.0.0: BUSL-1.1. It was not reviewed.',
      'one (MPL-2.0) is reviewed, but not installed.',
    ]);
  });

  it('are reviewed for all packages that match a pattern, and for no others', () => {
    const reviews = [review('@scope/tool-*', 'MPL-2.0')];
    expect(licenceProblems([component('@scope/tool-linux', 'MPL-2.0')], reviews)).toEqual([]);
    expect(licenceProblems([component('@scope/other', 'MPL-2.0')], reviews)).toEqual([
      '@scope/other@1.0.0: MPL-2.0. It was not reviewed.',
      '@scope/tool-* (MPL-2.0) is reviewed, but not installed.',
    ]);
  });
});
