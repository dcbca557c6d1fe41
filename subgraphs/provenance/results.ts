import type { z } from 'zod';
import type { ProvenanceErrorCode, ProvenanceUserError } from '#generated/provenance.ts';
import type { Result } from '#kit/graph/result.ts';

/** The result of a use case: its value, or the errors that the client can act on. */
export type ProvenanceResult<Value> = Result<Value, ProvenanceUserError>;

/** An error at this path of the mutation's arguments; the first segment is the name of the argument. */
export function userError(
  code: ProvenanceErrorCode,
  path: readonly PropertyKey[],
  message: string,
): ProvenanceUserError {
  return { code, field: path.map(String), message };
}

/** Parses the argument `input`, or returns all its errors, at most 100. */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): ProvenanceResult<z.output<Shape>> {
  const { data, error } = shape.safeParse(input);
  if (!error) return data;
  return {
    userErrors: error.issues
      .slice(0, 100)
      .map((issue) => userError(codeOf(issue), ['input', ...issue.path], issue.message)),
  };
}

function codeOf(issue: z.core.$ZodIssue): ProvenanceErrorCode {
  return issue.code === 'custom' && issue.params?.code ? issue.params.code : 'INVALID';
}
