import type { NarrativeNode, NarrativeText, ProseNode } from '../narrative.ts';
import { pictureOf } from '../sanity/pictures.ts';

/** Lists are not nested deeper than this. */
const deepestList = 10;

type Fields = Record<string, unknown>;

/**
 * A text from whatever stands in a document's field: blocks that cannot be shown are left out, parts of a wrong type
 * count as missing, and every block has a key that occurs once. What is no array is a text without blocks.
 */
export function narrativeOf(value: unknown): NarrativeText {
  if (!Array.isArray(value)) return [];
  const taken = new Set<string>();
  return value.flatMap((stored, index) => {
    if (!isObject(stored)) return [];
    const key = typeof stored._key === 'string' && !taken.has(stored._key) ? stored._key : '';
    const node = nodeOf(stored, key || keyAt(index, taken));
    if (node) taken.add(node._key);
    return node ?? [];
  });
}

function nodeOf(stored: Fields, _key: string): NarrativeNode | null {
  switch (stored._type) {
    case 'block':
      return proseOf(stored, _key);
    case 'quote': {
      const text = textOf(stored.text);
      return text === null ? null : { _type: 'quote', _key, text, cite: textOf(stored.cite) };
    }
    case 'image': {
      const image = pictureOf(stored.image);
      return image && { _type: 'image', _key, image, caption: textOf(stored.caption) };
    }
    case 'productReference': {
      const productId = textOf(stored.productId);
      return productId === null ? null : { _type: 'productReference', _key, productId };
    }
    default:
      return null;
  }
}

function proseOf({ style, listItem, level, children, markDefs }: Fields, _key: string): ProseNode {
  return {
    _type: 'block',
    _key,
    style: textOf(style) ?? 'normal',
    ...(textOf(listItem) !== null && { listItem: String(listItem), level: levelOf(level) }),
    children: objects(children).map(({ _type, text, marks }) => ({
      _type: textOf(_type) ?? 'span',
      text: typeof text === 'string' ? text : '',
      marks: Array.isArray(marks) ? marks.filter((mark) => typeof mark === 'string') : [],
    })),
    markDefs: objects(markDefs).flatMap(({ _type, _key, href }) =>
      typeof _type === 'string' && typeof _key === 'string'
        ? { _type, _key, ...(typeof href === 'string' && { href }) }
        : [],
    ),
  };
}

function levelOf(level: unknown): number {
  return Number.isInteger(level) ? Math.min(deepestList, Math.max(1, level as number)) : 1;
}

/** A key for a block that has none of its own: the same at each reading. */
function keyAt(index: number, taken: Set<string>): string {
  let key = `block-${index + 1}`;
  while (taken.has(key)) key += '-';
  return key;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function objects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
