import { Fragment, type ReactNode } from 'react';
import type { BlockPartsFragment } from '#generated/storefront/graphql.ts';
import { ProductGrid } from '../../parts/cards.tsx';
import { Picture } from '../../parts/picture.tsx';
import { inline } from './inline.tsx';

type Block = BlockPartsFragment;
type Text = Extract<Block, { style: unknown }>;

/** The blocks of a text as elements; items of one list together. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  const elements: ReactNode[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    if (!('style' in block) || !block.list) {
      elements.push(<Fragment key={block.key}>{elementOf(block)}</Fragment>);
      continue;
    }
    const items: Text[] = [];
    for (; at < blocks.length; at += 1) {
      const item = blocks[at] as Block;
      if (!('style' in item) || item.list !== block.list) break;
      items.push(item);
    }
    at -= 1;
    const List = block.list === 'NUMBER' ? 'ol' : 'ul';
    elements.push(
      <List key={block.key}>
        {items.map(({ key, html }) => (
          <li key={key}>{inline(html)}</li>
        ))}
      </List>,
    );
  }
  return elements;
}

function elementOf(block: Block): ReactNode {
  if ('image' in block) {
    return (
      <figure>
        <Picture image={block.image} sizes="(min-width: 48rem) 42rem, 100vw" />
        {block.caption && <figcaption>{block.caption}</figcaption>}
      </figure>
    );
  }
  if (!('style' in block)) return block.product && <ProductGrid products={[block.product]} />;
  const content = inline(block.html);
  if (block.style === 'QUOTE') return <blockquote>{content}</blockquote>;
  if (block.style === 'PARAGRAPH') return <p>{content}</p>;
  // The title of the article is the only heading of the first level.
  return /^H[12]$/.test(block.style) ? <h2>{content}</h2> : <h3>{content}</h3>;
}
