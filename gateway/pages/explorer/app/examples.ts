import type { ExampleGroup, ExampleOperation } from '../operations.ts';

export type Group = ExampleGroup;
export type Example = ExampleOperation;

/** The example operations in groups, the one to open first at the head. Empty when they cannot be loaded: only the panel needs them. */
export async function loadExamples(): Promise<Group[]> {
  try {
    const response = await fetch('/explorer/operations.json');
    return (await response.json()) as Group[];
  } catch {
    return [];
  }
}
