import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { foreignScalar, scalarRules } from '#kit/graph/scalars.ts';

/** The path of a value within an argument or a variable. It begins with the name. */
export type InputPath = readonly (string | number)[];

/** An invalid value. */
export interface InvalidInput {
  path: InputPath;
  /** The predicate of a sentence that begins with "The argument …". */
  message: string;
}

/** A placeholder for a variable inside a literal. Its value is validated with the variables. */
export const variableValue = Symbol('a variable');

/**
 * Validates a value that a client sent for a type, and returns the invalid parts. With `isOpen` the messages contain
 * names of the schema; otherwise only names that the client sent, so that the schema cannot be discovered by error
 * messages.
 */
export function validateInput(
  type: GraphQLInputType,
  value: unknown,
  path: InputPath,
  isOpen: boolean,
): InvalidInput[] {
  if (value === variableValue) return [];
  if (isNonNullType(type)) {
    return value == null ? [{ path, message: 'is required' }] : validateInput(type.ofType, value, path, isOpen);
  }
  if (value == null) return [];
  if (isListType(type)) {
    if (!Array.isArray(value)) return validateInput(type.ofType, value, path, isOpen);
    return value.flatMap((item, index) => validateInput(type.ofType, item, [...path, index], isOpen));
  }
  if (isInputObjectType(type)) return validateObject(type, value, path, isOpen);
  if (isEnumType(type)) {
    if (typeof value === 'string' && type.getValue(value)) return [];
    const names = type.getValues().map(({ name }) => name);
    return [{ path, message: isOpen ? `must be one of ${names.join(', ')}` : 'has an invalid value' }];
  }
  const rule = scalarRules[type.name] ?? foreignScalar;
  return rule.accepts(value) ? [] : [{ path, message: `must be ${rule.expected}` }];
}

function validateObject(
  type: GraphQLInputObjectType,
  value: unknown,
  path: InputPath,
  isOpen: boolean,
): InvalidInput[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [{ path, message: 'must be an object' }];
  const fields = type.getFields();
  const object = value as Record<string, unknown>;
  const unknown = Object.keys(object).filter((name) => !Object.hasOwn(fields, name));
  const known = Object.values(fields);
  const missing = known.filter((field) => isRequiredInputField(field) && object[field.name] === undefined);
  return [
    ...unknown.map((name) => ({
      path: [...path, name],
      message: isOpen ? `does not exist; the fields are ${Object.keys(fields).join(', ')}` : 'does not exist',
    })),
    ...missing.map(({ name }) =>
      isOpen ? { path: [...path, name], message: 'is required' } : { path, message: 'lacks a required field' },
    ),
    ...known
      .filter(({ name }) => object[name] !== undefined)
      .flatMap((field) => validateInput(field.type, object[field.name], [...path, field.name], isOpen)),
  ];
}
