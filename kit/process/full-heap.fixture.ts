import { ApolloServer } from '@apollo/server';
import { createLog } from './log.ts';
import { openRunningOperations, recordRunning } from './running-operations.ts';

/** A server that executes one operation, which exhausts the heap. `argv[2]` is the file for running operations. */
const operations = openRunningOperations(process.argv[2], createLog('fixture'));
const allocated: unknown[] = [];
const server = new ApolloServer({
  typeDefs: 'type Query { fill(password: String): Int, quick: Int }',
  resolvers: {
    Query: {
      quick: () => 1,
      fill: () => {
        for (;;) allocated.push(new Array(1_000).fill(allocated.length));
      },
    },
  },
  plugins: [recordRunning(operations, () => ({ viewer: 'ANONYMOUS', requestId: 'request-1' }))],
});
await server.start();
await server.executeOperation({ query: 'query Quick { quick }' });
await new Promise(setImmediate);
await server.executeOperation({
  query: 'query Fill {\n  fill(password: "a secret")\n}',
  operationName: 'Fill',
});
