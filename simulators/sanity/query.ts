import { type ExprNode, evaluate, parse } from 'groq-js';
import { queryRefusal } from './errors.ts';
import { prune } from './prune.ts';
import type { View } from './view.ts';

/** What a query may ask about its surroundings. */
export interface QueryContext {
  identity: string;
  projectId: string;
  dataset: string;
}

/**
 * The result of a GROQ query on a view, ready for JSON. Throws a Refusal (400) when the query is malformed, uses a
 * function that is not there, or names a parameter that was not given.
 */
export async function runQuery(
  view: View,
  query: string,
  params: Record<string, unknown>,
  context: QueryContext,
): Promise<unknown> {
  const tree = parseQuery(query, params);
  try {
    const value = await evaluate(prune(tree, view), {
      dataset: view.documents,
      dereference: ({ _ref }) => view.get(_ref),
      params,
      timestamp: new Date(),
      identity: context.identity,
      sanity: { projectId: context.projectId, dataset: context.dataset },
    });
    return await value.get();
  } catch (error) {
    // groq-js throws plain errors for the functions it does not know how to carry out.
    throw queryRefusal(query, error instanceof Error ? error.message : String(error));
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
    throw queryRefusal(query, description || 'unable to parse entire expression', position, position);
  }
  // Parameters that are given become constants as they are parsed: those still there are missing.
  const missing = findParameter(tree);
  if (missing !== undefined) {
    const start = query.indexOf(`$${missing}`);
    throw queryRefusal(query, `param $${missing} referenced, but not provided`, start, start + missing.length + 1);
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
