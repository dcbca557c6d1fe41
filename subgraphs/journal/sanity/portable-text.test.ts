import { describe, expect, it } from '@jest/globals';
import { htmlOf, inlineHtmlOf, isText, plainTextOf } from '../narrative/narrative.ts';
import { narrativeOf } from './portable-text.ts';

/** Names of plug-ins, and names of properties that every object has. */
const names = [
  ...['table', 'callout', 'image', 'quote', 'productReference', 'block', '@span', '@list', '@text'],
  ...['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'],
];

const span = (text: string, marks: unknown = []) => ({ _type: 'span', text, marks });
const block = (rest: object) => ({ _type: 'block', _key: 'k', children: [span('Wax')], ...rest });

function shown(stored: unknown) {
  const text = narrativeOf([stored]);
  return { html: htmlOf(text), inline: text.filter(isText).map(inlineHtmlOf), plain: plainTextOf(text) };
}

const paragraph = { html: '<p>Wax</p>', inline: ['Wax'], plain: 'Wax' };

describe.each(names)('The name %s', (name) => {
  it.each<[string, object]>([
    ['a style', { style: name }],
    ['a mark', { children: [span('Wax', [name])] }],
    ['an annotation', { children: [span('Wax', ['m'])], markDefs: [{ _type: name, _key: 'm', href: '/a' }] }],
    ['the key of an annotation', { children: [span('Wax', [name])], markDefs: [{ _type: name, _key: name }] }],
    ['an object within a line', { children: [{ _type: name, text: 'no', children: 5 }, span('Wax')] }],
  ])('is plain text as %s', (_, rest) => {
    expect(shown(block(rest))).toEqual(paragraph);
  });

  it('is a bullet list as a list style', () => {
    expect(shown(block({ listItem: name, level: 1 }))).toEqual({ ...paragraph, html: '<ul><li>Wax</li></ul>' });
  });

  it('is accepted as the key of a link', () => {
    const link = { children: [span('Wax', [name])], markDefs: [{ _type: 'link', _key: name, href: '/a' }] };

    expect(shown(block(link)).html).toBe('<p><a href="/a">Wax</a></p>');
  });
});

describe('Marks', () => {
  it('are kept if they are supported', () => {
    const marks = ['strong', 'em', 'code', 'underline', 'strike-through'];

    expect(marks.map((mark) => shown(block({ children: [span('Wax', [mark])] })).inline)).toEqual(
      ['strong', 'em', 'code', 'u', 'del'].map((element) => [`<${element}>Wax</${element}>`]),
    );
  });

  it('are limited in number and each occurs once', () => {
    const marks = Array.from({ length: 20_000 }, (_, n) => `m${n}`);
    const markDefs = marks.map((_key) => ({ _type: 'link', _key, href: '/a' }));

    expect(shown(block({ children: [span('Wax', [...marks, 'em', 'em'])] })).inline).toEqual(['<em>Wax</em>']);
    expect(shown(block({ children: [span('Wax', marks)], markDefs })).plain).toBe('Wax');
  });

  it('of adjacent spans are joined if they are equal', () => {
    const children = [span('W', ['em']), span('a', ['em', 'unknown']), span('x')];

    expect(shown(block({ children })).inline).toEqual(['<em>Wa</em>x']);
  });
});
