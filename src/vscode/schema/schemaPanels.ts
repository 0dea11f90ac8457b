import * as vscode from 'vscode';
import { checkDraft } from '../../decode/checkDraft';
import { writeFormat } from '../../decode/writeFormat';
import type { Device } from '../../device/device';
import type { Devices } from '../../device/devices';
import type { SchemaDraft } from '../../schemaDraft';
import type { WireFormat } from '../../wireFormat';
import type { DefinedDevices } from '../definedDevices';
import { SchemaPanel } from './schemaPanel';

const VIEW_TYPE = 'telemetryhub.schema';

/** Opens the editors in which schemas are built, one a device. */
export class SchemaPanels {
  private readonly panels = new Map<string, SchemaPanel>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly devices: Devices,
    private readonly defined: DefinedDevices,
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
    const webview = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active);
    const panel = new SchemaPanel(webview, this.extensionUri, name, {
      device: () => this.devices.get(id),
      use: (draft) => this.attempt(id, draft, use),
      save: (draft) =>
        this.attempt(id, draft, (device, format) =>
          this.defined.setFormat(device, writeFormat(format)),
        ),
    });
    this.panels.set(id, panel);
    panel.onDidDispose(() => {
      this.panels.delete(id);
      panel.dispose();
    });
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
    this.panels.clear();
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
