import { Fragment, type ReactNode } from 'react';

/** The inline elements that a text may have. Others are left out, and their text is kept. */
const marks: Record<string, 'strong' | 'em' | 'code' | 'u' | 's' | 'br'> = {
  STRONG: 'strong',
  EM: 'em',
  CODE: 'code',
  U: 'u',
  S: 's',
  DEL: 's',
  BR: 'br',
};

/**
 * The HTML of a text block as elements. The graph promises safe HTML; it is still parsed into an inert document and only known
 * elements and web links are kept, so that no script of a text can run here (cross-site scripting).
 */
export function inline(html: string): ReactNode {
  return childrenOf(new DOMParser().parseFromString(html, 'text/html').body);
}

function childrenOf(parent: Node): ReactNode {
  return [...parent.childNodes].map((node, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
    return <Fragment key={at}>{elementOf(node)}</Fragment>;
  });
}

function elementOf(node: Node): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const Mark = marks[node.tagName];
  if (Mark === 'br') return <br />;
  if (Mark) return <Mark>{childrenOf(node)}</Mark>;
  const address = node.getAttribute('href') ?? '';
  if (node.tagName === 'A' && /^(https?:\/\/|mailto:)/.test(address)) return <a href={address}>{childrenOf(node)}</a>;
  return childrenOf(node);
}
