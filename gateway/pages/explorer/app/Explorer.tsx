import { useMonaco } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo } from 'react';
import { CacheSummary, cachePlugin } from './CachePanel.tsx';
import { examplesPlugin, isNarrow } from './ExamplesPanel.tsx';
import { editorColors } from './editor-colors.ts';
import type { Group } from './examples.ts';
import { createFetcher } from './fetcher.ts';

const endpoint = new URL('/graphql', location.href).href;
const sandbox = `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(endpoint)}`;
const fetcher = createFetcher(endpoint);

/** GraphiQL stores the open tabs here. Without stored tabs, the first example is opened. */
const isFirstVisit = localStorage.getItem('graphiql:tabState') === null;

/** The whole page: GraphiQL in AXIOM's colours, with the panel of example operations. */
export function Explorer({ groups }: { groups: Group[] }) {
  const examplesPane = useMemo(() => examplesPlugin(groups), [groups]);
  const plugins = useMemo(() => [examplesPane, cachePlugin, HISTORY_PLUGIN], [examplesPane]);
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => monaco?.editor.defineTheme('graphiql-DARK', editorColors), [monaco]);

  const first = groups[0]?.collections[0]?.operations[0];
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin={isNarrow ? undefined : examplesPane}
      initialQuery={isFirstVisit ? first?.query : undefined}
      initialVariables={isFirstVisit ? first?.variables : undefined}
      defaultQuery=""
      schemaDescription
      forcedTheme="dark"
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <a href="/passkey">Passkeys</a>
        <a href={sandbox} target="_blank" rel="noopener noreferrer">
          Open in Apollo Sandbox
        </a>
        <span>AXIOM</span>
      </GraphiQL.Logo>
      <GraphiQL.Footer>
        <CacheSummary />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}
