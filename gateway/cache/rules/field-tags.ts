import { type FieldNode, type GraphQLInterfaceType, type GraphQLObjectType, valueFromASTUntyped } from 'graphql';
import type { Data } from '../../execution/response/complete-response.ts';
import type { Hints } from './hints.ts';
import { type TagFormat, untaggable, validFormat } from './tag-format.ts';

/** A tag that a field gives with any value. */
export interface FieldTag {
  format: TagFormat;
  /** The value in the tag, by the variables of the operation. */
  valueFor(variables: Readonly<Data>): unknown;
}

/** The tags of a field of a type, and of its interfaces. Throws `untaggable` for an invalid format. */
export function tagsOfField(
  type: GraphQLObjectType | GraphQLInterfaceType,
  field: FieldNode,
  hints: Hints,
): FieldTag[] {
  const definitions = [type, ...type.getInterfaces()].flatMap((one) => one.getFields()[field.name.value] ?? []);
  const formats = new Set(definitions.flatMap((definition) => hints.tagsOfField(definition)));
  return [...formats].map((text) => {
    const format = validFormat(text);
    if (!format.value) return { format, valueFor: () => undefined };
    const { from, name } = format.value;
    if (from !== 'args') throw untaggable;
    const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
    const fallback = definitions[0]?.args.find((argument) => argument.name === name)?.defaultValue;
    return { format, valueFor: (variables) => (given && valueFromASTUntyped(given, variables)) ?? fallback };
  });
}

/** Whether the tag is that of a list, which has no value in it. */
export function isOfList({ format }: FieldTag): boolean {
  return !format.value;
}
