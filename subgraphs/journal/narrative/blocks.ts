import { isId } from '../ids.ts';
import { pictureOf } from '../sanity/pictures.ts';
import type { NarrativeNode, NarrativeText, ProseNode } from './narrative.ts';

/** Lists are not nested deeper than this. */
const deepestList = 10;

/**
 * What this house shows of a text. Anything else, such as what a plug-in of the Studio adds, is read as plain text: names
 * from a document choose among the functions that make HTML, and may be those of any object (`constructor`).
 */
const styles = ['normal', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'];
const decorators = ['strong', 'em', 'code', 'underline', 'strike-through'];

/** Marks of one run of text. */
const mostMarks = 10;

type Fields = Record<string, unknown>;

/**
 * A text from a document's field, which may hold any value: blocks that cannot be shown are left out, parts of a wrong type
 * count as missing, and every block has a key that occurs once. A value that is no array gives no blocks.
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

/** The runs of text in a block, without objects among them; neighbours with the same marks are one. */
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

/** The marks that are known, each once: they nest, and so do the functions that render them. */
function marksOf(marks: unknown, known: ReadonlySet<string>): string[] {
  if (!Array.isArray(marks)) return [];
  return [...new Set<string>(marks.filter((mark) => known.has(mark)))].slice(0, mostMarks);
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
