/**
 * An expected failure of a mutation: one or more errors that the client can act on. Nothing has changed. It fits the
 * generated type of every payload whose other fields are nullable.
 */
export interface Refusal<UserError> {
  userErrors: UserError[];
}

/**
 * What a use case returns: its value, or the reasons why it refused. Failures that a client cannot cause (a backend is
 * unavailable, a bug) are thrown instead. A subgraph fixes `UserError` once, e.g.
 * `export type CartResult<Value> = Result<Value, CartUserError>`. `Value` must not have a `userErrors` property.
 */
export type Result<Value, UserError> = Value | Refusal<UserError>;

/** Whether the use case refused; narrows the result to its value where it did not. */
export function isRefused<Value, UserError>(result: Result<Value, UserError>): result is Refusal<UserError> {
  return typeof result === 'object' && result !== null && 'userErrors' in result;
}

/** The refusal with all errors that a validation found; undefined when it found none. */
export function refuseIfAny<UserError>(errors: UserError[]): Refusal<UserError> | undefined {
  return errors.length === 0 ? undefined : { userErrors: errors };
}

/** The payload of a mutation that returns its value as `name`: `{ cart, userErrors: [] }` or `{ cart: null, userErrors }`. */
export function payload<Name extends string, Value, UserError>(
  name: Name,
  result: Result<Value, UserError>,
): Record<Name, Value | null> & { userErrors: UserError[] } {
  const [value, userErrors] = isRefused(result) ? [null, result.userErrors] : [result, []];
  return { [name]: value, userErrors } as Record<Name, Value | null> & { userErrors: UserError[] };
}

/**
 * The payload of a mutation that returns several fields: those of the value and no errors, or the errors alone. Put
 * the values of non-null fields for the case of errors before it: `{ isPending: false, ...payloadOfFields(result) }`.
 */
export function payloadOfFields<Value extends object, UserError>(
  result: Result<Value, UserError>,
): (Value & { userErrors: UserError[] }) | { userErrors: UserError[] } {
  return isRefused(result) ? result : { ...result, userErrors: [] };
}
