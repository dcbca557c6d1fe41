import type { ExprNode } from 'groq-js';
import type { View } from './view.ts';

/**
 * An optimisation: where a filter compares a field with constant strings, `*[…]` is evaluated over only the documents
 * that can match. The filters are kept, so the result is the same.
 */
export function prune(node: ExprNode, view: View): ExprNode {
  return rewrite(node, view) as ExprNode;
}

function rewrite(node: unknown, view: View): unknown {
  if (Array.isArray(node)) return node.map((child) => rewrite(child, view));
  if (!isNode(node) || node.type === 'Value') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, child]) => [name, rewrite(child, view)]));
  if (node.type === 'Filter' && isNode(node.base) && node.base.type === 'Everything') {
    const candidates = smallest(constraints(node.expr).map(({ path, values }) => view.withValue(path, values)));
    if (candidates) copy.base = { type: 'Value', value: candidates };
  }
  return copy;
}

interface Constraint {
  path: string[];
  values: string[];
}

/** Comparisons that every match of the expression satisfies. */
function constraints(node: unknown): Constraint[] {
  if (!isNode(node)) return [];
  if (node.type === 'Group') return constraints(node.base);
  if (node.type === 'And') return [...constraints(node.left), ...constraints(node.right)];
  if (node.type !== 'OpCall') return [];
  const sides = [
    { path: pathOf(node.left), values: stringsOf(node.right) },
    { path: pathOf(node.right), values: stringsOf(node.left) },
  ];
  if (node.op !== '==' && node.op !== 'in') return [];
  return sides.flatMap(({ path, values }) => (path && values ? { path, values } : []));
}

/** Field names of `a.b`, `a[].b` and the like, read from the document itself. */
function pathOf(node: unknown): string[] | undefined {
  if (!isNode(node)) return undefined;
  switch (node.type) {
    case 'AccessAttribute': {
      const base = node.base ? pathOf(node.base) : [];
      return base && [...base, String(node.name)];
    }
    case 'ArrayCoerce':
      return pathOf(node.base);
    case 'Map':
    case 'FlatMap': {
      const base = pathOf(node.base);
      const within = pathWithin(node.expr);
      return base && within && [...base, ...within];
    }
    default:
      return undefined;
  }
}

/** As `pathOf`, for an expression relative to an array member. */
function pathWithin(node: unknown): string[] | undefined {
  if (!isNode(node) || node.type !== 'AccessAttribute') return undefined;
  if (isNode(node.base) && node.base.type === 'This') return [String(node.name)];
  const base = pathWithin(node.base);
  return base && [...base, String(node.name)];
}

/** The strings of a constant that is a string or an array of strings. */
function stringsOf(node: unknown): string[] | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Array' && Array.isArray(node.elements)) {
    const elements = node.elements.map((element) => (element.isSplat ? undefined : stringsOf(element.value)));
    return elements.every((strings) => strings !== undefined) ? elements.flat() : undefined;
  }
  if (node.type !== 'Value') return undefined;
  const values = Array.isArray(node.value) ? node.value : [node.value];
  return values.every((value) => typeof value === 'string') ? values : undefined;
}

function smallest<T>(lists: T[][]): T[] | undefined {
  return lists.reduce<T[] | undefined>(
    (least, list) => (least && least.length <= list.length ? least : list),
    undefined,
  );
}

function isNode(value: unknown): value is Record<string, unknown> & { type: string } {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
