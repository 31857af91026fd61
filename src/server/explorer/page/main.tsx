// Before everything else: the editor asks for its workers as soon as it loads.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';

import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import operationsText from '../operations.graphql?raw';
import { fetcher } from './fetcher.js';
import { readyOperationsPlugin } from './ReadyOperationsPanel.js';
import { fillIn, readReadyOperations } from './readyOperations.js';
import { storage } from './storage.js';

const tabsOnFirstVisit = 4;

const operations = readReadyOperations(operationsText);
const defaultTabs = operations.slice(0, tabsOnFirstVisit).map((operation) => fillIn(operation));
const readyOperations = readyOperationsPlugin(operations);
const plugins = [HISTORY_PLUGIN, readyOperations];

const container = document.getElementById('explorer');
if (!container) throw new Error('index.html has no element `explorer`.');

createRoot(container).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={plugins}
    visiblePlugin={readyOperations}
    defaultTabs={defaultTabs}
    defaultEditorToolsVisibility
  >
    <GraphiQL.Logo>
      <span className="turnout-logo">Turnout</span>
    </GraphiQL.Logo>
  </GraphiQL>,
);
