import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { fillIn, type ReadyOperation } from './readyOperations.js';

/** The panel that lists the ready operations; a click opens one in a new tab. */
export function readyOperationsPlugin(operations: ReadyOperation[]): GraphiQLPlugin {
  return {
    title: 'Ready operations',
    icon: ReadyOperationsIcon,
    content: () => <ReadyOperationsPanel operations={operations} />,
  };
}

function ReadyOperationsPanel({ operations }: { operations: ReadyOperation[] }) {
  const { addTab, setOperationName } = useGraphiQLActions();
  const { queryEditor, variableEditor, headerEditor } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    headerEditor: state.headerEditor,
  }));
  // The editors load later than the page, and would then show their first tab again.
  const isEditorReady = Boolean(queryEditor && variableEditor && headerEditor);

  function open(operation: ReadyOperation) {
    const tab = fillIn(operation, {
      variables: variableEditor?.getValue(),
      headers: headerEditor?.getValue(),
    });
    addTab();
    variableEditor?.setValue(tab.variables);
    headerEditor?.setValue(tab.headers);
    queryEditor?.setValue(tab.query);
    // The editor learns it only after a pause, and would run the new tab under the old one's name.
    setOperationName(operation.name);
    requestAnimationFrame(showSelectedTab);
  }

  return (
    <section className="ready-operations">
      <h2>Ready operations</h2>
      <p>A click opens one in a new tab. Ids and secrets of the tab you come from are kept.</p>
      {sectionsOf(operations).map((section) => (
        <section key={section}>
          <h3>{section}</h3>
          <ul>
            {operations
              .filter((operation) => operation.section === section)
              .map((operation) => (
                <li key={operation.name}>
                  <button type="button" disabled={!isEditorReady} onClick={() => open(operation)}>
                    <span className="ready-operation-name">{operation.name}</span>
                    <span className="ready-operation-kind">{operation.kind}</span>
                    <span className="ready-operation-description">
                      {withCode(operation.description)}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** GraphiQL leaves a new tab out of sight when the bar is full. */
function showSelectedTab() {
  document.querySelector('[role="tab"][aria-selected="true"]')?.scrollIntoView();
}

function sectionsOf(operations: ReadyOperation[]): string[] {
  return [...new Set(operations.map((operation) => operation.section))];
}

/** Shows what stands between backticks as code. */
function withCode(text: string) {
  return text.split('`').map((part, index) => (index % 2 ? <code key={part}>{part}</code> : part));
}

function ReadyOperationsIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M3 5h11M3 12h7M3 19h11" strokeLinecap="round" />
      <path d="M14 7.5v9l7-4.5z" strokeLinejoin="round" />
    </svg>
  );
}
