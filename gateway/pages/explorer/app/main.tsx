import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './Explorer.tsx';
import { loadExamples } from './examples.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);
root.render(<Explorer groups={await loadExamples()} />);
