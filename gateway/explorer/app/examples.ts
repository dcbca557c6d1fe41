/** An operation to begin with, as the gateway lists them. */
export interface Example {
  name: string;
  description: string;
  query: string;
  /** JSON text; empty where there are none. */
  variables: string;
}

/** The example operations, the one to open first at the head; none when they cannot be had, which costs only the list. */
export async function loadExamples(): Promise<Example[]> {
  try {
    const response = await fetch('/explorer/operations.json');
    return (await response.json()) as Example[];
  } catch {
    return [];
  }
}
