import './l10n';
import type { FromWebview, PanelState, ToWebview } from '../src/protocol';
import { loadToolkitAfter } from './loadToolkit';
import { Panel } from './panel';
import { withNaN } from './withNaN';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): PanelState | undefined;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();
const root = document.getElementById('app');
if (root === null) throw new Error('The page has no #app.');
const panel = new Panel(root, {
  post: (message) => {
    vscode.postMessage(message);
  },
  state: vscode.getState(),
  keep: (state) => {
    vscode.setState(state);
  },
});
window.addEventListener('message', (event: MessageEvent<ToWebview>) => {
  // First: controls must come whatever is wrong with what is shown.
  loadToolkitAfter(event.data);
  panel.receive(withNaN(event.data));
});
vscode.postMessage({ type: 'ready', state: vscode.getState() });
