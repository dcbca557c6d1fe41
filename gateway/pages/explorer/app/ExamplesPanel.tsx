import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { Example, Group } from './examples.ts';

/** Whether panels cover the editor, as in `theme.css`. */
export const isNarrow = matchMedia('(width < 800px)').matches;

/** A panel that lists the example operations by group. A selected example opens in a tab. */
export function examplesPlugin(groups: Group[]): GraphiQLPlugin {
  return { title: 'Examples', icon: ExamplesIcon, content: () => <ExamplesPanel groups={groups} /> };
}

function ExamplesPanel({ groups }: { groups: Group[] }) {
  const open = useOpenExample();
  return (
    <section className="axiom-examples" aria-label="Examples">
      <h2>Examples</h2>
      {groups.map(({ title, collections }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          {collections.map(({ name, description, operations }) => (
            <section key={name} aria-label={name}>
              <h4>{name}</h4>
              <p>{withCode(description)}</p>
              {operations.map((example) => (
                <button key={example.name} type="button" onClick={() => open(example)}>
                  <strong>{example.name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}</strong>
                  <span>{withCode(example.description)}</span>
                </button>
              ))}
            </section>
          ))}
        </section>
      ))}
    </section>
  );
}

/** Switches to the tab with the example, or opens it in a new tab. */
function useOpenExample(): (example: Example) => void {
  const { addTab, changeTab, setVisiblePlugin } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  return ({ query, variables, headers }) => {
    if (isNarrow) setVisiblePlugin(null);
    const index = tabs.findIndex((tab) => tab.query?.trim() === query);
    if (index >= 0) return changeTab(index);
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    headerEditor?.setValue(headers);
  };
}

/** Renders the text between backticks as code. */
function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>));
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M5 6h14M5 12h14M5 18h9" strokeLinecap="round" />
    </svg>
  );
}
