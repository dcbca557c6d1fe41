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
 * Around graphql-js's validation: fields that a selection repeats word for word are taken once, since comparing each
 * with each other exhausts what validation may do, at a few hundred. An operation that is too complex gets that
 * error and no other. Unless `isOpen`, messages contain no name of the schema that the client did not send, so that the
 * schema cannot be read from them.
 */
export function validationPlugin(isOpen: boolean): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      validationDidStart: async (request) => {
        Object.assign(request, { document: withoutRepetition(request.document) });
        return async (given) => {
          // Apollo Server reads the list again after this, and so takes over what is changed in it.
          const errors = (given ?? []) as GraphQLError[];
          const limits = errors.map(asLimit).filter((error) => error !== undefined);
          const reported = limits.length > 0 ? limits : errors;
          errors.splice(
            0,
            errors.length,
            ...reported.map((error) => (isOpen ? error : discreet(error, request.source))),
          );
        };
      },
    }),
  };
}

/**
 * The document without fields and fragments that stand in the same selection before, word for word. Of the fragments of a
 * selection that the document lacks, one is left to be reported: each would be compared with each other.
 */
export function withoutRepetition(document: DocumentNode): DocumentNode {
  const known = fragmentsOf(document);
  return visit(document, { SelectionSet: { leave: (set) => reduced(set, known) } });
}

/** Undefined where nothing is to be left out. */
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
  // Printing is what costs, and few documents repeat anything.
  if (new Set(names).size === names.length) return selections;
  return [...new Map(selections.map((selection) => [print(selection), selection])).values()];
}

/** The error as one of a limit, if it is one. graphql-js gives up where fields of one name are too many to compare. */
function asLimit(error: GraphQLError): GraphQLError | undefined {
  if (error.extensions.code === 'OPERATION_TOO_COMPLEX') return error;
  if (error.message !== 'Validation aborted.') return undefined;
  const message = 'The operation repeats fields of the same name too often, with different arguments or selections.';
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'repetitions' });
}

/** Names that reveal nothing about a schema. */
const common = new Set(['Query', 'Mutation', 'Subscription']);

function discreet(error: GraphQLError, source: string | undefined): GraphQLError {
  const sent = new Set(source?.match(/[_A-Za-z]\w*/g));
  const message = error.message
    .replace(/ ?Did you mean.*$/s, '')
    .replace(/"([^"]*)"/g, (quoted, text: string) =>
      (text.match(/[_A-Za-z]\w*/g) ?? []).every((name) => sent.has(name) || common.has(name)) ? quoted : '"…"',
    );
  return message === error.message ? error : new GraphQLError(message, error);
}
