import { type ExprNode, evaluate, parse } from 'groq-js';
import { reasonOf } from '#kit/process/run-process.ts';
import { queryError } from './errors.ts';
import { prune } from './lake/prune.ts';
import type { View } from './lake/view.ts';

/** The values of GROQ's `sanity::projectId()` and `sanity::dataset()`. */
export interface QueryContext {
  projectId: string;
  dataset: string;
}

/**
 * The result of a GROQ query on a view, ready for JSON. Throws a SanityError (400) when the query is malformed, uses an
 * unknown function, or refers to a missing parameter.
 */
export async function runQuery(
  view: View,
  query: string,
  params: Record<string, unknown>,
  { projectId, dataset }: QueryContext,
): Promise<unknown> {
  const tree = parseQuery(query, params);
  try {
    const value = await evaluate(prune(tree, view), {
      dataset: view.documents,
      dereference: ({ _ref }) => view.get(_ref),
      params,
      timestamp: new Date(),
      sanity: { projectId, dataset },
    });
    return await value.get();
  } catch (error) {
    // groq-js throws plain errors for functions that it does not implement.
    throw queryError(query, reasonOf(error));
  }
}

function parseQuery(query: string, params: Record<string, unknown>): ExprNode {
  let tree: ExprNode;
  try {
    tree = parse(query, { params });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const position = 'position' in error ? Number(error.position) : undefined;
    const description = error.message.replace(/^Syntax error in GROQ query at position \d+:? ?/, '');
    throw queryError(query, description || 'unable to parse entire expression', position, position);
  }
  // The parser replaces given parameters by constants, so the remaining ones are missing.
  const missing = findParameter(tree);
  if (missing !== undefined) {
    const start = query.indexOf(`$${missing}`);
    throw queryError(query, `param $${missing} referenced, but not provided`, start, start + missing.length + 1);
  }
  return tree;
}

function findParameter(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('type' in node && node.type === 'Value') return undefined;
  if ('type' in node && node.type === 'Parameter' && 'name' in node) return String(node.name);
  for (const child of Object.values(node)) {
    const found = findParameter(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
