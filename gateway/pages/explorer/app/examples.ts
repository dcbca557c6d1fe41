import type { ExampleCollection, ExampleOperation } from '../operations.ts';

export type Collection = ExampleCollection;
export type Example = ExampleOperation;

/** The example operations, the one to open first at the head; none when they cannot be had, which costs only the list. */
export async function loadExamples(): Promise<Collection[]> {
  try {
    const response = await fetch('/explorer/operations.json');
    return (await response.json()) as Collection[];
  } catch {
    return [];
  }
}
