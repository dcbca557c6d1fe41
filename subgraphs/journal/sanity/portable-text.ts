import { isId } from '../ids.ts';
import type { NarrativeNode, NarrativeText, ProseNode } from '../narrative/narrative.ts';
import { pictureOf } from './pictures.ts';

/** The maximum level of nested lists. */
const maxListLevel = 10;

/**
 * The supported styles and decorators. Others, such as those of a Studio plug-in, are read as plain text. The allow list is a
 * security measure: names from a document select the functions that render HTML, and could be names of any object's properties
 * (`constructor`).
 */
const styles = ['normal', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'];
const decorators = ['strong', 'em', 'code', 'underline', 'strike-through'];

/** The largest number of marks of one span. */
const maxMarks = 10;

type Fields = Record<string, unknown>;

/**
 * Reads Portable Text from a document's field, which may have any value. Blocks that cannot be shown are left out, parts of a
 * wrong type count as missing, and every block gets a unique key. Empty for a value that is not an array.
 */
export function narrativeOf(value: unknown): NarrativeText {
  if (!Array.isArray(value)) return [];
  const usedKeys = new Set<string>();
  return value.flatMap((stored, index) => {
    if (!isObject(stored)) return [];
    const key = typeof stored._key === 'string' && !usedKeys.has(stored._key) ? stored._key : '';
    const node = nodeOf(stored, key || keyAt(index, usedKeys));
    if (node) usedKeys.add(node._key);
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
      const { productId } = stored;
      return isId(productId) ? { _type: 'productReference', _key, productId } : null;
    }
    default:
      return null;
  }
}

function proseOf({ style, listItem, level, children, markDefs }: Fields, _key: string): ProseNode {
  const links = objects(markDefs).flatMap(({ _type, _key, href }) =>
    _type === 'link' && typeof _key === 'string' && typeof href === 'string' ? { _type, _key, href } : [],
  );
  const known = new Set([...decorators, ...links.map(({ _key }) => _key)]);
  return {
    _type: 'block',
    _key,
    style: styles.find((name) => name === style) ?? 'normal',
    ...(textOf(listItem) !== null && {
      listItem: listItem === 'number' ? 'number' : 'bullet',
      level: levelOf(level),
    }),
    children: spansOf(children, known),
    markDefs: links,
  };
}

/** The spans of text in a block, without inline objects; adjacent spans with the same marks are joined. */
function spansOf(children: unknown, known: ReadonlySet<string>): ProseNode['children'] {
  const spans: Required<Pick<ProseNode['children'][number], '_type' | 'text' | 'marks'>>[] = [];
  for (const { _type, text, marks } of objects(children)) {
    if ((textOf(_type) ?? 'span') !== 'span') continue;
    const span = { _type: 'span', text: typeof text === 'string' ? text : '', marks: marksOf(marks, known) };
    const last = spans.at(-1);
    if (last && last.marks.join('\n') === span.marks.join('\n')) last.text += span.text;
    else spans.push(span);
  }
  return spans;
}

/** The supported marks, each once. Their number is limited, because the functions that render them call each other recursively. */
function marksOf(marks: unknown, known: ReadonlySet<string>): string[] {
  if (!Array.isArray(marks)) return [];
  return [...new Set<string>(marks.filter((mark) => known.has(mark)))].slice(0, maxMarks);
}

function levelOf(level: unknown): number {
  return Number.isInteger(level) ? Math.min(maxListLevel, Math.max(1, level as number)) : 1;
}

/** A key for a block without a usable one; the same on every read. */
function keyAt(index: number, usedKeys: Set<string>): string {
  let key = `block-${index + 1}`;
  while (usedKeys.has(key)) key += '-';
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
