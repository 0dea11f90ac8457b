import * as vscode from 'vscode';
import { framesFor, scriptTemplate } from '../scriptTemplate';
import { onDevice } from './target';

/**
 * Makes a decoder for a device from a template, beside the bytes that come, and has the device decoded by it; a decoder
 * that is there already is opened.
 */
export const newDecoderScript = onDevice(async ({ defined, reports }, device) => {
  const { format, profile, recentBytes } = device;
  const name = `decoders/${profile.id}.ts`;
  const uri = vscode.Uri.joinPath(folder(), name);
  const current = 'format' in format ? format.format : ({ kind: 'auto' } as const);
  const frames = framesFor(current, recentBytes);
  if (!(await exists(uri))) {
    const text = scriptTemplate(profile.name, frames, recentBytes);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  await reports.show('bytes', device, vscode.ViewColumn.Beside);
  if (profile.format.kind === 'script') return;
  await defined.setFormat(device, {
    kind: 'script',
    path: name,
    ...(frames === 'lines' ? {} : { frames }),
  });
});

/** The folder that the script goes to. Throws a plain message where none may run. */
function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (first === undefined) {
    throw new Error(
      vscode.l10n.t('A decoder script is a file of the workspace. Open a folder, then try again.'),
    );
  }
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      vscode.l10n.t(
        'Decoder scripts run in trusted workspaces only. Trust this one, then try again.',
      ),
    );
  }
  return first.uri;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // not there: that is what was asked
    return false;
  }
}
