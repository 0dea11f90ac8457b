import * as vscode from 'vscode';
import type { OnDemand } from '../onDemand';
import type { SchemaPanels } from './schemaPanels';

/** The kind of the editors in which schemas are built. */
export const SCHEMA_VIEW = 'telemetryhub.schema';

/** Gives schema editors back after a reload of the window; only with the first of them their code is loaded. */
export function keepSchemaEditors(panels: OnDemand<SchemaPanels>): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(SCHEMA_VIEW, {
    async deserializeWebviewPanel(panel, kept) {
      (await panels.get()).restore(panel, kept);
    },
  });
}
