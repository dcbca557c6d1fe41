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

/** Where a value stands within an argument or a variable: its name first. */
export type InputPath = readonly (string | number)[];

/** A value that is not allowed. */
export interface Fault {
  path: InputPath;
  /** Ends the sentence "The argument … ". */
  message: string;
}

/** Stands for a value that is checked elsewhere. */
export const elsewhere = Symbol('a variable');

/**
 * What is wrong with a value that a client sent for a type. With `isOpen` the messages help with names of the schema;
 * without, they say no name that the client did not send.
 */
export function faultsOf(type: GraphQLInputType, value: unknown, path: InputPath, isOpen: boolean): Fault[] {
  if (value === elsewhere) return [];
  if (isNonNullType(type)) {
    return value == null ? [{ path, message: 'is required' }] : faultsOf(type.ofType, value, path, isOpen);
  }
  if (value == null) return [];
  if (isListType(type)) {
    if (!Array.isArray(value)) return faultsOf(type.ofType, value, path, isOpen);
    return value.flatMap((item, index) => faultsOf(type.ofType, item, [...path, index], isOpen));
  }
  if (isInputObjectType(type)) return faultsOfObject(type, value, path, isOpen);
  if (isEnumType(type)) {
    if (typeof value === 'string' && type.getValue(value)) return [];
    const names = type.getValues().map(({ name }) => name);
    return [{ path, message: isOpen ? `must be one of ${names.join(', ')}` : 'has a value that is not allowed' }];
  }
  const rule = scalarRules[type.name] ?? foreignScalar;
  return rule.accepts(value) ? [] : [{ path, message: `must be ${rule.expected}` }];
}

function faultsOfObject(type: GraphQLInputObjectType, value: unknown, path: InputPath, isOpen: boolean): Fault[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [{ path, message: 'must be an object' }];
  const fields = type.getFields();
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  const known = Object.values(fields);
  const missing = known.filter((field) => isRequiredInputField(field) && given[field.name] === undefined);
  return [
    ...unknown.map((name) => ({
      path: [...path, name],
      message: isOpen ? `does not exist; there are ${Object.keys(fields).join(', ')}` : 'does not exist',
    })),
    ...missing.map(({ name }) =>
      isOpen
        ? { path: [...path, name], message: 'is required' }
        : { path, message: 'lacks something that is required' },
    ),
    ...known
      .filter(({ name }) => given[name] !== undefined)
      .flatMap((field) => faultsOf(field.type, given[field.name], [...path, field.name], isOpen)),
  ];
}
