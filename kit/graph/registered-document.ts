/**
 * The response header in which a subgraph reports that it keeps the document of this request, with the value `registered`. The
 * gateway then sends the document's SHA-256 only, in the form of automatic persisted queries
 * (https://www.apollographql.com/docs/apollo-server/performance/apq).
 */
export const documentHeader = 'x-axiom-document';
