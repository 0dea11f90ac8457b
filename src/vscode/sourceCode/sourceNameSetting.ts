import * as vscode from 'vscode';
import { parseSourceNames, type SourceNames } from '../../sourceCode/sourceNames';

/** The setting `telemetryhub.sourceNames` as it counts for a file. */
export function sourceNamesFor(uri?: vscode.Uri): SourceNames {
  return parseSourceNames(
    vscode.workspace.getConfiguration('telemetryhub', uri).get('sourceNames'),
  );
}
