import '../l10n';
import '../toolkit';
import type { FromSchemaPage, ToSchemaPage } from '../../src/schemaMessages';
import { withNaN } from '../withNaN';
import { Builder } from './builder';

interface VsCodeApi {
  postMessage(message: FromSchemaPage): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const root = document.getElementById('app');
if (root === null) throw new Error('The page has no #app.');
const builder = new Builder(root, (message) => {
  vscode.postMessage(message);
});
window.addEventListener('message', (event: MessageEvent<ToSchemaPage>) => {
  builder.receive(withNaN(event.data));
});
vscode.postMessage({ type: 'ready' });
