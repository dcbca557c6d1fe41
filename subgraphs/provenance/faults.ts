import type { z } from 'zod';
import type { ProvenanceErrorCode, ProvenanceUserError } from '#generated/provenance.ts';

/** The input as its shape reads it, or what is wrong with it. */
export type Read<Value> = { value: Value; faults?: undefined } | { value?: undefined; faults: ProvenanceUserError[] };

/** What came of a change: what it made or changed, or, when it changed nothing, what hindered it. */
export type Changed<Name extends string, Value> = Record<Name, Value | null> & { userErrors: ProvenanceUserError[] };

/** What hinders a mutation, at this place of its arguments: the argument's name first. */
export function fault(code: ProvenanceErrorCode, path: readonly PropertyKey[], message: string): ProvenanceUserError {
  return { code, field: path.map(String), message };
}

/** Reads the argument `input`; finds everything that is wrong with it at once. */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): Read<z.output<Shape>> {
  const { data, error } = shape.safeParse(input);
  if (!error) return { value: data };
  return {
    faults: error.issues.slice(0, 100).map((issue) => fault(codeOf(issue), ['input', ...issue.path], issue.message)),
  };
}

function codeOf(issue: z.core.$ZodIssue): ProvenanceErrorCode {
  return issue.code === 'custom' && issue.params?.code ? issue.params.code : 'INVALID';
}
