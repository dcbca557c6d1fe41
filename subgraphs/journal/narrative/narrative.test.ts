import { describe, expect, it } from '@jest/globals';
import {
  excerptOf,
  headingsOf,
  htmlOf,
  inlineHtmlOf,
  type NarrativeNode,
  type NarrativeText,
  type ProseNode,
  plainTextOf,
  readingTimeMinutesOf,
  type TextNode,
  textOf,
  wordCountOf,
} from './narrative.ts';

let keys = 0;

describe('A narrative as HTML', () => {
  it('has headings with anchors, paragraphs with marks, lists, quotations and figures', () => {
    const text: NarrativeText = [
      prose('Étude in wax', { style: 'h2' }),
      {
        ...prose('', {}),
        children: [span('Slow, '), span('hot', ['strong']), span(' and '), span('read more', ['em', 'l1']), span('.')],
        markDefs: [{ _type: 'link', _key: 'l1', href: 'https://axiom.example/wax?a=1&b=2' }],
      },
      prose('first', { listItem: 'number', level: 1 }),
      prose('second', { listItem: 'number', level: 1 }),
      { _type: 'quote', _key: 'q', text: 'Wait & see.', cite: 'Ada' },
      { _type: 'productReference', _key: 'p', productId: 'prod_1' },
      {
        _type: 'image',
        _key: 'i',
        caption: 'The kiln',
        image: { url: 'https://cdn.example/k.png', altText: 'A "kiln"', width: 4, height: 3 },
      },
      prose('Étude in wax', { style: 'h3' }),
    ];

    expect(htmlOf(text)).toBe(
      [
        '<h2 id="étude-in-wax">Étude in wax</h2>',
        '<p>Slow, <strong>hot</strong> and <a href="https://axiom.example/wax?a=1&amp;b=2"><em>read more</em></a>.</p>',
        '<ol><li>first</li><li>second</li></ol>',
        '<blockquote><p>Wait &amp; see.</p><footer><cite>Ada</cite></footer></blockquote>',
        '<figure><img src="https://cdn.example/k.png" alt="A &quot;kiln&quot;" width="4" height="3" loading="lazy">',
        '<figcaption>The kiln</figcaption></figure>',
        '<h3 id="étude-in-wax-2">Étude in wax</h3>',
      ].join(''),
    );
  });

  it.each<[string, NarrativeNode]>([
    ['text', prose('<script>alert(1)</script>')],
    ['an anchor', prose('"><script>alert(1)</script>', { style: 'h2' })],
    ['a quotation', { _type: 'quote', _key: 'q', text: '<script>', cite: '<script>' }],
    [
      'a picture',
      {
        _type: 'image',
        _key: 'i',
        caption: '<script>',
        image: { url: '"><script>', altText: '"><script>', width: null, height: null },
      },
    ],
    ['a style that is unknown', prose('<script>', { style: '"><script>' })],
    [
      'the size of a picture',
      {
        _type: 'image',
        _key: 'i',
        caption: null,
        image: { url: 'x', altText: null, width: '1"><script>' as unknown as number, height: 1 },
      },
    ],
  ])('lets no script through from %s', (_what, node) => {
    expect(htmlOf([node])).not.toContain('<script');
  });

  it('escapes the style of a block that has the key of a heading, so that it cannot inject scripts', () => {
    const text = [prose('One', { style: 'h2' }), prose('Two', { style: 'img src=x onerror=alert(1)' })];

    expect(htmlOf(text.map((node) => ({ ...node, _key: 'same' })))).not.toContain('onerror');
  });

  it('keeps headings in lists, and line breaks everywhere', () => {
    const text: NarrativeText = [
      prose('One\ntwo', { style: 'h2' }),
      prose('Item', { style: 'h3', listItem: 'bullet', level: 1 }),
      { _type: 'quote', _key: 'q', text: 'Wait\r\nand <see>', cite: 'Ada\nof Lyon' },
      {
        _type: 'image',
        _key: 'i',
        caption: 'The\nkiln',
        image: { url: 'https://cdn.example/k.png', altText: null, width: null, height: null },
      },
    ];

    expect(htmlOf(text)).toBe(
      [
        '<h2 id="one-two">One<br>two</h2>',
        '<ul><li><h3 id="item">Item</h3></li></ul>',
        '<blockquote><p>Wait<br>and &lt;see&gt;</p><footer><cite>Ada<br>of Lyon</cite></footer></blockquote>',
        '<figure><img src="https://cdn.example/k.png" alt="" loading="lazy"><figcaption>The<br>kiln</figcaption></figure>',
      ].join(''),
    );
    expect(headingsOf(text).map(({ text: words, anchor }) => [words, anchor])).toEqual([
      ['One two', 'one-two'],
      ['Item', 'item'],
    ]);
    expect(inlineHtmlOf(text[2] as TextNode)).toBe('Wait<br>and &lt;see&gt; — <cite>Ada<br>of Lyon</cite>');
  });

  it.each([
    'https://axiom.example/a:b?c=d:e',
    'mailto:ida@axiom.example',
    'tel:+3314000',
    'sms:+3314000?body=hi',
    'SMS:+3314000',
    '/journal#wax',
    '#wax',
    '?page=2',
    '//cdn.example/a',
    'journal/wax',
    'wax.html',
  ])('keeps the link of %s', (href) => {
    const node = { ...prose(''), children: [span('click', ['l'])], markDefs: [{ _type: 'link', _key: 'l', href }] };

    expect(htmlOf([node])).toBe(`<p><a href="${href}">click</a></p>`);
  });

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'javascript&#58;alert(1)/',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://axiom.example/x',
    'http://',
    '',
  ])('keeps the words but not the link of %j', (href) => {
    const node: ProseNode = {
      ...prose(''),
      children: [span('click', ['l'])],
      markDefs: [{ _type: 'link', _key: 'l', href }],
    };

    expect(htmlOf([node])).toBe('<p>click</p>');
  });

  it('leaves out unknown types and marks, and keeps their text', () => {
    const odd = { _type: 'video', _key: 'v' } as unknown as NarrativeNode;

    expect(htmlOf([odd, { ...prose(''), children: [span('kept', ['sparkle'])] }])).toBe('<p>kept</p>');
    expect(htmlOf([])).toBe('');
  });
});

describe('A block of text', () => {
  it('has its marks but not its enclosing element in inline HTML', () => {
    const node = { ...prose('', { style: 'h2', listItem: 'bullet' }), children: [span('a <b> '), span('c', ['em'])] };

    expect(inlineHtmlOf(node)).toBe('a &lt;b&gt; <em>c</em>');
    expect(textOf(node)).toBe('a <b> c');
  });

  it('contains the source of a quotation', () => {
    const node = { _type: 'quote', _key: 'q', text: 'Less & less', cite: 'Bo' } as const;

    expect(inlineHtmlOf(node)).toBe('Less &amp; less — <cite>Bo</cite>');
    expect(textOf(node)).toBe('Less & less — Bo');
  });
});

describe('The words of a narrative', () => {
  const text: NarrativeText = [
    prose('A title', { style: 'h2' }),
    prose("One, two: three. It's four!"),
    { _type: 'productReference', _key: 'p', productId: 'prod_1' },
    prose('Five — six.'),
  ];

  it('are plain text with an empty line between blocks', () => {
    expect(plainTextOf(text)).toBe("A title\n\nOne, two: three. It's four!\n\nFive — six.");
  });

  it.each([
    [1, 'One…'],
    [3, 'One, two: three…'],
    [5, "One, two: three. It's four…"],
    [6, "One, two: three. It's four! Five…"],
    [7, "One, two: three. It's four! Five — six."],
    [500, "One, two: three. It's four! Five — six."],
  ])('make an excerpt of %d without headings, cut at a word', (count, excerpt) => {
    expect(excerptOf(text, count)).toBe(excerpt);
  });

  it.each([
    ['ガラスの家 と 海', 1],
    ['हिन्दी में लिखा', 1],
    ['e\u0301te\u0301 demain matin', 1],
    ['नमस्ते 👩‍👩‍👧‍👦 दुनिया', 1],
    ['ไทย ภาษา กำลัง', 1],
  ])('are never cut within a character: %s', (words, count) => {
    const excerpt = excerptOf([prose(words)], count).replace(/…$/, '');
    const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(words)].map(
      ({ index }) => index,
    );

    expect(words.startsWith(excerpt)).toBe(true);
    expect([...graphemes, words.length]).toContain(excerpt.length);
    expect(excerpt.length).toBeLessThan(words.length);
  });

  it.each([0, -1, 501])('cannot be excerpted with %d words', (count) => {
    expect(() => excerptOf(text, count)).toThrow('`words` must be from 1 to 500.');
  });

  it('are counted, with a reading time at 200 words per minute', () => {
    const many = (count: number) => [prose('word '.repeat(count))];

    expect(wordCountOf(text)).toBe(9);
    expect([[], many(200), many(201)].map(readingTimeMinutesOf)).toEqual([1, 1, 2]);
  });
});

describe('The headings of a narrative', () => {
  it('have unique anchors', () => {
    const text = [
      prose('Wax', { style: 'h2' }),
      prose('Wax 2', { style: 'h3' }),
      prose('Wax', { style: 'h2' }),
      prose('—', { style: 'h2' }),
      prose('蜡', { style: 'h2' }),
      prose('ガラスの家'.normalize('NFD'), { style: 'h2' }),
      prose('हिन्दी शीर्षक', { style: 'h2' }),
      prose('ÉTÉ à Hà Nội', { style: 'h2' }),
      prose('E\u0301te\u0301 a\u0300 Hà Nội', { style: 'h2' }),
    ];

    expect(headingsOf(text)).toEqual([
      { level: 2, text: 'Wax', anchor: 'wax' },
      { level: 3, text: 'Wax 2', anchor: 'wax-2' },
      { level: 2, text: 'Wax', anchor: 'wax-3' },
      { level: 2, text: '—', anchor: 'section' },
      { level: 2, text: '蜡', anchor: '蜡' },
      { level: 2, text: 'ガラスの家'.normalize('NFD'), anchor: 'ガラスの家'.normalize('NFC') },
      { level: 2, text: 'हिन्दी शीर्षक', anchor: 'हिन्दी-शीर्षक' },
      { level: 2, text: 'ÉTÉ à Hà Nội', anchor: 'été-à-hà-nội' },
      { level: 2, text: 'E\u0301te\u0301 a\u0300 Hà Nội', anchor: 'été-à-hà-nội-2' },
    ]);
  });
});

function prose(text: string, rest: Partial<ProseNode> = {}): ProseNode {
  keys += 1;
  return { _type: 'block', _key: `key-${keys}`, style: 'normal', children: [span(text)], markDefs: [], ...rest };
}

function span(text: string, marks: string[] = []) {
  return { _type: 'span', text, marks };
}
