import type { ExampleGroup, ExampleOperation } from '../operations.ts';

export type Group = ExampleGroup;
export type Example = ExampleOperation;

/**
 * The example operations in groups; the explorer opens the first one. Empty when they cannot be loaded, because only
 * the panel needs them.
 */
export async function loadExamples(): Promise<Group[]> {
  try {
    const response = await fetch('/explorer/operations.json');
    return (await response.json()) as Group[];
  } catch {
    return [];
  }
}
