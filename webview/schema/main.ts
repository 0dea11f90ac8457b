import '../l10n';
import '../toolkit';
import type { FromSchemaPage, SchemaState, ToSchemaPage } from '../../src/schemaMessages';
import { withNaN } from '../withNaN';
import { Builder } from './builder';

interface VsCodeApi {
  postMessage(message: FromSchemaPage): void;
  setState(state: SchemaState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const root = document.getElementById('app');
if (root === null) throw new Error('The page has no #app.');
const builder = new Builder(root, {
  post: (message) => {
    vscode.postMessage(message);
  },
  keep: (state) => {
    vscode.setState(state);
  },
});
window.addEventListener('message', (event: MessageEvent<ToSchemaPage>) => {
  builder.receive(withNaN(event.data));
});
vscode.postMessage({ type: 'ready' });
