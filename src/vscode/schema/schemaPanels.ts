import * as vscode from 'vscode';
import { checkDraft } from '../../decode/checkDraft';
import { writeFormat } from '../../decode/writeFormat';
import type { Device } from '../../device/device';
import type { Devices } from '../../device/devices';
import type { SchemaDraft } from '../../schemaDraft';
import type { SchemaState } from '../../schemaMessages';
import type { WireFormat } from '../../wireFormat';
import type { DefinedDevices } from '../definedDevices';
import { SCHEMA_VIEW } from './keptEditors';
import { PreviewThread, type PreviewWorker } from './previewThread';
import { parseSchemaState } from './schemaIntent';
import { SchemaPanel, type SchemaTarget } from './schemaPanel';

/** Opens the editors in which schemas are built, one a device, and takes them back after a reload of the window. */
export class SchemaPanels {
  private readonly panels = new Map<string, SchemaPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly devices: Devices,
    private readonly defined: DefinedDevices,
    private readonly spawnPreviews: () => PreviewWorker,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Shows the editor of a device, making it where there is none. */
  open({ profile: { id, name } }: Device): void {
    const present = this.panels.get(id);
    if (present !== undefined) {
      present.reveal();
      return;
    }
    const title = vscode.l10n.t('Schema of {0}', name);
    const panel = vscode.window.createWebviewPanel(SCHEMA_VIEW, title, vscode.ViewColumn.Active);
    this.adopt(panel, { deviceId: id, deviceName: name }, undefined);
  }

  /** One whose device is gone stays open: what was built in it is not lost, and the device may come back. */
  restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const state = parseSchemaState(kept);
    if (state === undefined || this.panels.has(state.deviceId)) panel.dispose();
    else this.adopt(panel, state, state);
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
    this.panels.clear();
  }

  private adopt(
    webview: vscode.WebviewPanel,
    { deviceId: id, deviceName }: SchemaTarget,
    kept: SchemaState | undefined,
  ): void {
    const target = { deviceId: id, deviceName };
    const actions = {
      device: () => this.devices.get(id),
      thread: new PreviewThread(this.spawnPreviews, this.onError),
      use: (draft: SchemaDraft) => this.attempt(id, draft, use),
      save: (draft: SchemaDraft) =>
        this.attempt(id, draft, (device, format) =>
          this.defined.setFormat(device, writeFormat(format)),
        ),
    };
    const panel = new SchemaPanel(webview, this.extensionUri, target, actions, kept);
    this.panels.set(id, panel);
    panel.onDidDispose(() => {
      this.panels.delete(id);
      panel.dispose();
    });
  }

  /** Does something with the format that a draft is; what goes wrong is shown. */
  private async attempt(
    id: string,
    draft: SchemaDraft,
    act: (device: Device, format: WireFormat) => unknown,
  ): Promise<boolean> {
    try {
      const device = this.devices.get(id);
      if (device === undefined) throw new Error(vscode.l10n.t('This device has been removed.'));
      const { format, problems } = checkDraft(draft);
      if (format === undefined) throw new Error(problems.at(0)?.message);
      await act(device, format);
      return true;
    } catch (error) {
      this.onError(error);
      return false;
    }
  }
}

function use(device: Device, format: WireFormat): void {
  const { name, format: defined } = device.profile;
  if (defined.kind === 'script') {
    throw new Error(
      vscode.l10n.t('{0} is read by a decoder script, in a thread of its own. Choose Save.', name),
    );
  }
  device.setFormat(format);
}
