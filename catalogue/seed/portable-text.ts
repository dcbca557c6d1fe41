import type { Block } from '../blocks.ts';

/** A member of a Portable Text array. */
export interface PortableNode {
  _type: string;
  _key: string;
  [field: string]: unknown;
}

/** A picture within a text of the catalogue. */
export type ImageBlock = Extract<Block, { kind: 'image' }>;

interface Span {
  text: string;
  marks: string[];
}

/**
 * Converts blocks of the catalogue to Portable Text. Keys are derived from the position, so that equal texts give equal
 * nodes. `imageOf` returns the asset id of a picture.
 */
export function toPortableText(blocks: Block[], imageOf: (picture: ImageBlock) => string): PortableNode[] {
  return blocks.flatMap((block, index) => nodesOf(block, `b${index}`, imageOf));
}

/** A strong reference to a document. */
export function reference(id: string) {
  return { _type: 'reference', _ref: id };
}

/** A reference that does not keep its target from being unpublished. */
export function weakReference(id: string) {
  return { ...reference(id), _weak: true };
}

function nodesOf(block: Block, _key: string, imageOf: (picture: ImageBlock) => string): PortableNode[] {
  switch (block.kind) {
    case 'heading':
      return [prose(_key, block.text, { style: `h${block.level}` })];
    case 'paragraph':
      return [prose(_key, block.text)];
    case 'quote':
      return [{ _type: 'quote', _key, text: plain(block.text), ...(block.cite && { cite: block.cite }) }];
    case 'list': {
      const list = { listItem: block.ordered ? 'number' : 'bullet', level: 1 };
      return block.items.map((item, n) => prose(`${_key}i${n}`, item, list));
    }
    case 'image': {
      const caption = block.caption && { caption: block.caption };
      return [{ _type: 'image', _key, asset: reference(imageOf(block)), alt: block.alt, ...caption }];
    }
    case 'product':
      return [{ _type: 'productReference', _key, productId: block.product }];
  }
}

function prose(_key: string, text: string, rest: Record<string, unknown> = {}): PortableNode {
  const links: string[] = [];
  const spans = read(text, [], `${_key}l`, links);
  return {
    _type: 'block',
    _key,
    style: 'normal',
    ...rest,
    markDefs: links.map((href, n) => ({ _type: 'link', _key: `${_key}l${n}`, href })),
    children: spans.map((span, n) => ({ _type: 'span', _key: `${_key}s${n}`, ...span })),
  };
}

/** `**bold**`, `*italic*` and `[text](https://…)`; a marker next to a space is plain text. */
const marked = /\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)|\*(?=[^\s*])([^*]+)(?<=\S)\*|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/;

/** Marks can be nested: the text between two markers is parsed again with the mark added. */
function read(text: string, marks: string[], linkPrefix: string, links: string[]): Span[] {
  const found = marked.exec(text);
  if (!found) return text === '' ? [] : [{ text, marks }];
  const [whole, strong, em, label, href] = found;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + whole.length);
  const mark = strong ? 'strong' : em ? 'em' : `${linkPrefix}${links.push(href ?? '') - 1}`;
  return [
    ...(before === '' ? [] : [{ text: before, marks }]),
    ...read(strong ?? em ?? label ?? '', [...marks, mark], linkPrefix, links),
    ...read(after, marks, linkPrefix, links),
  ];
}

function plain(text: string): string {
  return read(text, [], '', [])
    .map((span) => span.text)
    .join('');
}
