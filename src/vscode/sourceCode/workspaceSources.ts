import * as vscode from 'vscode';
import type { SourceFile } from '../../sourceCode/searchSources';
import { SOURCE_ENDINGS } from './sourceEndings';

/** A source of the workspace. */
export interface WorkspaceSource extends SourceFile {
  readonly uri: vscode.Uri;
}

/** Files listed, at most. */
export const MAX_FILES = 4096;

/** Made by builds, or of others: what prints is not written there. */
const ELSEWHERE =
  '**/{node_modules,.git,.hg,.svn,.pio,.venv,venv,__pycache__,build,cmake-build-*,dist,out,target}/**';

/** The sources of all folders of the workspace, at most 4,096; `isCut` when there are more. */
export async function workspaceSources(
  token: vscode.CancellationToken,
): Promise<{ sources: WorkspaceSource[]; isCut: boolean }> {
  const uris = await vscode.workspace.findFiles(
    `**/*.{${SOURCE_ENDINGS}}`,
    ELSEWHERE,
    MAX_FILES + 1,
    token,
  );
  const sources = uris
    .slice(0, MAX_FILES)
    // The same order each time, whatever the order in which the disk was read.
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((uri) => ({
      uri,
      ending: uri.path.slice(uri.path.lastIndexOf('.') + 1).toLowerCase(),
      read: (maxFileBytes: number) => read(uri, maxFileBytes),
    }));
  return { sources, isCut: uris.length > MAX_FILES };
}

/** As it stands in its editor, else on disk. */
async function read(uri: vscode.Uri, maxFileBytes: number): Promise<string | undefined> {
  const address = uri.toString();
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === address);
  if (open?.isDirty === true) {
    const text = open.getText();
    return text.length > maxFileBytes ? undefined : text;
  }
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxFileBytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Gone since it was listed, or not ours to read: counted as skipped.
    return undefined;
  }
}
