import * as vscode from 'vscode';
import { launchPlace } from '../../debugger/launchPlace';
import type { Launch, LaunchProblem } from '../../debugger/launchPlan';
import { diagnosticAt } from '../diagnosticAt';
import { Disposables } from '../disposables';

/** Nobody writes launch configurations of more characters. */
const MAX_LENGTH = 1024 * 1024;

/**
 * What is wrong with our key in launch configurations, at its line in the Problems view: from the launch that found it to the
 * next one, or until somebody changes the file. VS Code itself knows the keys of debuggers only.
 */
export class LaunchProblems {
  private readonly owned = new Disposables();
  private readonly diagnostics = this.owned.add(
    vscode.languages.createDiagnosticCollection('telemetryhub.launch'),
  );

  /** By the name of the configuration. */
  private readonly shown = new Map<string, { uri: vscode.Uri; diagnostic: vscode.Diagnostic }>();

  constructor() {
    this.owned.add(
      vscode.workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
        if (contentChanges.length === 0 || !this.diagnostics.has(uri)) return;
        for (const [name] of this.in(uri)) this.shown.delete(name);
        this.diagnostics.delete(uri);
      }),
    );
  }

  /** Shows what is wrong with one; undefined = nothing. */
  async show({ name }: Launch, problem: LaunchProblem | undefined): Promise<void> {
    const known = this.shown.get(name);
    const found = problem === undefined ? undefined : await placed(name, problem);
    if (found === undefined) this.shown.delete(name);
    else this.shown.set(name, found);
    for (const one of [known, found]) {
      if (one === undefined) continue;
      const here = this.in(one.uri).map(([, { diagnostic }]) => diagnostic);
      this.diagnostics.set(one.uri, here);
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  private in(uri: vscode.Uri) {
    return [...this.shown].filter(([, one]) => one.uri.toString() === uri.toString());
  }
}

/** The first file that has it; undefined where none has: a configuration may come from an extension. */
async function placed(name: string, { message, key }: LaunchProblem) {
  for (const uri of launchFiles()) {
    const place = launchPlace((await textOf(uri)) ?? '', name, key);
    if (place !== undefined) return { uri, diagnostic: diagnosticAt({ message, ...place }) };
  }
  return undefined;
}

function launchFiles(): readonly vscode.Uri[] {
  const { workspaceFolders = [], workspaceFile } = vscode.workspace;
  const files = workspaceFolders.map(({ uri }) =>
    vscode.Uri.joinPath(uri, '.vscode', 'launch.json'),
  );
  return workspaceFile === undefined ? files : [...files, workspaceFile];
}

/** As the editor has it, else as it is stored; undefined where there is none, or one that is too long. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === key);
  if (open !== undefined) return open.getText().slice(0, MAX_LENGTH);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_LENGTH) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined; // there is none
  }
}
