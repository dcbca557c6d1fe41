import type { FetchNode } from '@apollo/query-planner';
import { representations } from './combine.ts';

/** What is equal for fetches that are equal but for the names of their variables. */
export interface FetchForm {
  form: string;
  /** The variables of the operation, in the order of their first use. */
  variableNames: readonly string[];
}

/** The form of a fetch and the variables that fill it. */
export function formOf(node: FetchNode): FetchForm {
  const rewrites = JSON.stringify(node.outputRewrites ?? []);
  const indexes = new Map<string, number>();
  // Text within a string literal could look like a variable.
  if (node.operation.includes('"')) return { form: `${node.operation} ${rewrites}`, variableNames: [] };
  const text = node.operation.replaceAll(/\$(\w+)/g, (used, name: string) => {
    if (name === representations) return used;
    const index = indexes.get(name) ?? indexes.size;
    indexes.set(name, index);
    return `$${index}`;
  });
  return { form: `${text} ${rewrites}`, variableNames: [...indexes.keys()] };
}
