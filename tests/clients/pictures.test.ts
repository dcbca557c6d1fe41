import { describe, expect, it } from '@jest/globals';
import { pictureHtml } from '../../docs/guides/clients/pictures.ts';
import { execute } from '../support/graph.ts';

describe('The HTML of a picture', () => {
  it('has the files of the graph, a placeholder, and the size', async () => {
    const { data } = await execute(
      '{ product(handle: "ember-tote") { thumbnail { url(width: 640) srcset thumbhash width height altText } } }',
    );
    const html = pictureHtml(data.product.thumbnail, '50vw');

    expect(html).toMatch(
      /^<img src="http[^"]+&amp;s=[\w-]{22}" srcset="[^"]+ 160w, [^"]+" sizes="50vw" width="1200" height="1500"/,
    );
    expect(html).toContain('background: center / cover url(data:image/png;base64,');
  });

  it('does without what is missing', () => {
    const plain = {
      url: 'https://a.example/"x',
      srcset: null,
      thumbhash: null,
      width: null,
      height: null,
      altText: null,
    };

    expect(pictureHtml(plain, '50vw')).toBe(
      '<img src="https://a.example/&quot;x" alt="" loading="lazy" decoding="async">',
    );
  });
});
