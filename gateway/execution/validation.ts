import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { GatewayContext } from '../context.ts';
import { fragmentsOf } from './selections.ts';

/**
 * Wraps the validation of graphql-js. Identical fields of one selection are validated once: comparing each with each
 * other reaches the limit of validation at a few hundred. An operation that is too complex receives only that error.
 * Unless `isOpen`, messages contain no names that the client did not send, so that the schema cannot be discovered by
 * error messages.
 */
export function validationPlugin(isOpen: boolean): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      validationDidStart: async (request) => {
        Object.assign(request, { document: withoutRepetition(request.document) });
        return async (result) => {
          // Apollo Server reads the same array again after this, so it must be changed in place.
          const errors = (result ?? []) as GraphQLError[];
          const limits = errors.map(limitError).filter((error) => error !== undefined);
          const reported = limits.length > 0 ? limits : errors;
          errors.splice(
            0,
            errors.length,
            ...reported.map((error) => (isOpen ? error : withoutSchemaNames(error, request.source))),
          );
        };
      },
    }),
  };
}

/**
 * The document without identical repetitions of fields and fragments in the same selection. Of the undefined fragments
 * in a selection, one is kept for the error: validation would compare each with each other.
 */
export function withoutRepetition(document: DocumentNode): DocumentNode {
  const known = fragmentsOf(document);
  return visit(document, { SelectionSet: { leave: (set) => reduced(set, known) } });
}

/** Undefined where there is no repetition. */
function reduced(set: SelectionSetNode, known: ReadonlyMap<string, unknown>): SelectionSetNode | undefined {
  const isUnknown = (selection: SelectionNode) =>
    selection.kind === Kind.FRAGMENT_SPREAD && !known.has(selection.name.value);
  const first = set.selections.find(isUnknown);
  const selections = once(set.selections.filter((selection) => selection === first || !isUnknown(selection)));
  return selections.length < set.selections.length ? { ...set, selections } : undefined;
}

function once(selections: readonly SelectionNode[]): readonly SelectionNode[] {
  const names = selections.map((selection) =>
    selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : selection.kind,
  );
  // Printing is expensive, and few documents repeat a field.
  if (new Set(names).size === names.length) return selections;
  return [...new Map(selections.map((selection) => [print(selection), selection])).values()];
}

/**
 * The error of an exceeded limit; otherwise undefined. graphql-js aborts where too many fields of one name must be
 * compared.
 */
function limitError(error: GraphQLError): GraphQLError | undefined {
  if (error.extensions.code === 'OPERATION_TOO_COMPLEX') return error;
  if (error.message !== 'Validation aborted.') return undefined;
  const message = 'The operation repeats fields of the same name too often, with different arguments or selections.';
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'repetitions' });
}

/** Names that do not reveal anything about the schema. */
const common = new Set(['Query', 'Mutation', 'Subscription']);

function withoutSchemaNames(error: GraphQLError, source: string | undefined): GraphQLError {
  const sent = new Set(source?.match(/[_A-Za-z]\w*/g));
  const message = error.message
    .replace(/ ?Did you mean.*$/s, '')
    .replace(/"([^"]*)"/g, (quoted, text: string) =>
      (text.match(/[_A-Za-z]\w*/g) ?? []).every((name) => sent.has(name) || common.has(name)) ? quoted : '"…"',
    );
  return message === error.message ? error : new GraphQLError(message, error);
}
