import type { ListKind, TextBlockResolvers, TextStyle } from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { inlineHtmlOf, levelOf, type TextNode, textOf } from '../narrative/narrative.ts';

export const TextBlock: ResolversOver<TextNode, TextBlockResolvers> = {
  key: ({ _key }) => _key,
  style: (node) => styleOf(node),
  list: (node) => listOf(node),
  listLevel: (node) => (listOf(node) && node._type === 'block' ? (node.level ?? 1) : null),
  text: (node) => textOf(node),
  html: (node) => inlineHtmlOf(node),
};

function styleOf(node: TextNode): TextStyle {
  if (node._type === 'quote' || node.style === 'blockquote') return 'QUOTE';
  const level = levelOf(node);
  return level ? (`H${level}` as TextStyle) : 'PARAGRAPH';
}

function listOf(node: TextNode): ListKind | null {
  if (node._type === 'quote' || !node.listItem) return null;
  return node.listItem === 'number' ? 'NUMBER' : 'BULLET';
}
