import { escapeHTML, type PortableTextComponents, toHTML } from '@portabletext/to-html';
import { toPlainText } from '@portabletext/toolkit';
import { LRUCache } from 'lru-cache';
import { badInput } from '#kit/graph/errors.ts';
import { linkOf } from './links.ts';
import type { Picture } from './picture.ts';

/** A paragraph, heading, quotation or list item, in Portable Text. */
export interface ProseNode {
  _type: 'block';
  _key: string;
  style?: string;
  listItem?: string;
  level?: number;
  children: { _type: string; _key?: string; text?: string; marks?: string[] }[];
  markDefs?: { _type: string; _key: string; href?: string }[];
}

/** A block quotation, in plain text. */
export interface QuoteNode {
  _type: 'quote';
  _key: string;
  text: string;
  cite?: string | null;
}

export interface ImageNode {
  _type: 'image';
  _key: string;
  image: Picture;
  caption?: string | null;
}

/** A product shown between the blocks of text. */
export interface ProductNode {
  _type: 'productReference';
  _key: string;
  productId: string;
}

export type TextNode = ProseNode | QuoteNode;
export type NarrativeNode = TextNode | ImageNode | ProductNode;

/** A text with its structure; keys of blocks are unique. */
export type NarrativeText = NarrativeNode[];

export interface Heading {
  level: number;
  text: string;
  anchor: string;
}

/** The whole text as HTML. Headings have their anchors as `id`; products are left out. */
export function htmlOf(text: NarrativeText): string {
  const anchors = anchorsOf(text);
  const heading: PortableTextComponents['block'] = ({ value, children }) => {
    // The library renders copies of list items, so that blocks can be identified by their keys only.
    const anchor = anchors.get((value as ProseNode)._key);
    const level = levelOf(value as ProseNode);
    if (anchor && level) return `<h${level} id="${escapeHTML(anchor)}">${children}</h${level}>`;
    return value.style === 'blockquote' ? `<blockquote><p>${children}</p></blockquote>` : `<p>${children}</p>`;
  };
  return toHTML(text, { components: { ...components, block: heading }, onMissingComponent: false });
}

/** One block of text as HTML, without the enclosing element. */
export function inlineHtmlOf(node: TextNode): string {
  if (node._type === 'quote') return [linesOf(node.text), ...citeOf(node)].join(' — ');
  const { listItem: _list, level: _level, ...bare } = node;
  const block: PortableTextComponents['block'] = ({ children }) => children ?? '';
  return toHTML(bare, { components: { ...components, block }, onMissingComponent: false });
}

/** One block of text without mark-up. */
export function textOf(node: TextNode): string {
  if (node._type === 'quote') return node.cite ? `${node.text} — ${node.cite}` : node.text;
  return toPlainText(node).trim();
}

/** The whole text without mark-up, blocks separated by an empty line. */
export function plainTextOf(text: NarrativeText): string {
  return text
    .filter(isText)
    .map(textOf)
    .filter((block) => block !== '')
    .join('\n\n');
}

/**
 * The first `count` words, followed by `…` if the text is longer. Without headings, which would run into the sentences around
 * them. Throws BAD_USER_INPUT unless `count` is from 1 to 500.
 */
export function excerptOf(text: NarrativeText, count: number): string {
  if (count < 1 || count > 500) throw badInput('`words` must be from 1 to 500.', 'words');
  const prose = plainTextOf(text.filter((node) => node._type !== 'block' || levelOf(node) === undefined));
  const running = prose.replace(/\s+/g, ' ');
  let left = count;
  let end = 0;
  for (const { index, segment, isWordLike } of words.segment(running)) {
    if (!isWordLike) continue;
    if (left === 0) return `${running.slice(0, end)}…`;
    left -= 1;
    end = index + segment.length;
  }
  return running;
}

/** The number of words in a text. */
export function wordCountOf(text: NarrativeText): number {
  const plain = plainTextOf(text);
  let count = wordCounts.get(plain);
  if (count === undefined) {
    count = 0;
    for (const { isWordLike } of words.segment(plain)) if (isWordLike) count += 1;
    wordCounts.set(plain, count);
  }
  return count;
}

/** The reading time in minutes at 200 words per minute, at least 1. */
export function readingTimeMinutesOf(text: NarrativeText): number {
  return Math.max(1, Math.ceil(wordCountOf(text) / 200));
}

/** The headings in order, at most 100; anchors are unique within a text. */
export function headingsOf(text: NarrativeText): Heading[] {
  const anchors = anchorsOf(text);
  return text
    .filter(isHeading)
    .slice(0, 100)
    .map((node) => ({
      level: levelOf(node) ?? 1,
      text: textOf(node).replace(/\s+/g, ' '),
      anchor: anchors.get(node._key) as string,
    }));
}

/** The level of a heading, 1 to 6, in a list or outside; undefined for other blocks. */
export function levelOf(node: ProseNode): number | undefined {
  const level = /^h([1-6])$/.exec(node.style ?? '')?.[1];
  return level === undefined ? undefined : Number(level);
}

/** Whether a node is a block of text. */
export function isText(node: NarrativeNode): node is TextNode {
  return node._type === 'block' || node._type === 'quote';
}

const words = new Intl.Segmenter('en', { granularity: 'word' });

/** The number of words by text, for 2 million characters of texts: to find the words of an article needs a millisecond. */
const wordCounts = new LRUCache<string, number>({
  maxSize: 2_000_000,
  sizeCalculation: (_, plain) => plain.length + 1,
});

/** In addition to the library's own components: no inline styles, and nothing for unknown types. */
const components: PortableTextComponents = {
  types: {
    image: ({ value }) => figureOf(value),
    quote: ({ value }) => blockquoteOf(value),
    productReference: () => '',
  },
  marks: {
    underline: ({ children }) => `<u>${children}</u>`,
    link: ({ children, value }) => {
      const href = linkOf(value?.href);
      return href === null ? children : `<a href="${escapeHTML(href)}">${children}</a>`;
    },
  },
  hardBreak: () => '<br>',
  unknownType: () => '',
  unknownMark: ({ children }) => children,
  unknownBlockStyle: ({ children }) => `<p>${children}</p>`,
  unknownList: ({ children }) => `<ul>${children}</ul>`,
  unknownListItem: ({ children }) => `<li>${children}</li>`,
};

function figureOf({ image, caption }: ImageNode): string {
  // The content lake may return any value here, including markup.
  const [width, height] = [pixelsOf(image.width), pixelsOf(image.height)];
  const size = width && height ? ` width="${width}" height="${height}"` : '';
  const img = `<img src="${escapeHTML(image.url)}" alt="${escapeHTML(image.altText ?? '')}"${size} loading="lazy">`;
  return `<figure>${img}${caption ? `<figcaption>${linesOf(caption)}</figcaption>` : ''}</figure>`;
}

/** A valid number of pixels for HTML; undefined for any other value. */
function pixelsOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 100_000 ? value : undefined;
}

function blockquoteOf(node: QuoteNode): string {
  const footer = citeOf(node).map((cite) => `<footer>${cite}</footer>`);
  return `<blockquote><p>${linesOf(node.text)}</p>${footer.join('')}</blockquote>`;
}

function citeOf({ cite }: QuoteNode): string[] {
  return cite ? [`<cite>${linesOf(cite)}</cite>`] : [];
}

/** Plain text as HTML with its line breaks. */
function linesOf(text: string): string {
  return escapeHTML(text).replace(/\r\n|[\n\r\u2028\u2029]/g, '<br>');
}

function isHeading(node: NarrativeNode): node is ProseNode {
  return node._type === 'block' && levelOf(node) !== undefined;
}

/** The anchor of each heading, by the key of its block. */
function anchorsOf(text: NarrativeText): Map<string, string> {
  const anchors = new Map<string, string>();
  const used = new Set<string>();
  const counts = new Map<string, number>();
  for (const node of text.filter(isHeading)) {
    const name = anchorName(textOf(node));
    let count = counts.get(name) ?? 0;
    let anchor: string;
    do {
      count += 1;
      anchor = count === 1 ? name : `${name}-${count}`;
    } while (used.has(anchor));
    counts.set(name, count);
    used.add(anchor);
    anchors.set(node._key, anchor);
  }
  return anchors;
}

/** Letters and digits of every script with their combining marks, in Unicode form C, joined by dashes. */
function anchorName(text: string): string {
  const name = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return name || 'section';
}
