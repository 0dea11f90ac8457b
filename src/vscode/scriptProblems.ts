import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ScriptProblem } from '../script/problem';
import type { ScriptOptions, ScriptPools } from '../script/scriptPools';
import { diagnosticAt } from './diagnosticAt';
import { Disposables } from './disposables';

const MAX_PROBLEMS = 20;

/** What is wrong with decoder scripts, at their lines in the Problems view. */
export class ScriptProblems {
  private readonly owned = new Disposables();
  private readonly diagnostics = this.owned.add(
    vscode.languages.createDiagnosticCollection('telemetryhub'),
  );
  private readonly shown = new Map<string, readonly ScriptProblem[]>();

  /** `dist` holds the bundles. */
  options(dist: string): ScriptOptions {
    const compiler = ['extensions', 'node_modules', 'typescript', 'lib', 'typescript.js'];
    return {
      workerPath: path.join(dist, 'scriptWorker.js'),
      // The desktop's Node is built without TypeScript, but VS Code comes with the compiler.
      compilerPath: path.join(vscode.env.appRoot, ...compiler),
      resolve: scriptFile,
      onProblem: (file, problem) => this.show(file, problem),
    };
  }

  /** Has scripts read again when they are saved, and when the workspace is trusted. */
  follow(scripts: ScriptPools): void {
    this.owned.add(
      vscode.workspace.onDidSaveTextDocument(({ uri, fileName }) => {
        if (uri.scheme === 'file' && /\.[cm]?[jt]s$/.test(fileName)) scripts.reload(fileName);
      }),
    );
    this.owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => scripts.renew()));
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** The same problem of every frame is one; undefined = the script was read, and all is well so far. */
  private show(script: string, problem: ScriptProblem | undefined): void {
    const known = problem === undefined ? [] : (this.shown.get(script) ?? []);
    const isKnown = known.some(
      ({ message, line }) => message === problem?.message && line === problem.line,
    );
    if (isKnown || known.length === MAX_PROBLEMS) return;
    for (const { file } of this.shown.get(script) ?? []) {
      this.diagnostics.delete(vscode.Uri.file(file));
    }
    const all = problem === undefined ? [] : [...known, problem];
    this.shown.set(script, all);
    for (const file of new Set(all.map((one) => one.file))) {
      const here = all.filter((one) => one.file === file);
      this.diagnostics.set(vscode.Uri.file(file), here.map(diagnosticAt));
    }
  }
}

/** The file of a script, as settings name it. Throws a plain message where it may not run or is not there. */
function scriptFile(name: string): string {
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      vscode.l10n.t(
        'Decoder scripts run in trusted workspaces only. Trust this one, and {0} runs.',
        name,
      ),
    );
  }
  const { workspaceFolders = [] } = vscode.workspace;
  const roots = workspaceFolders.filter(({ uri }) => uri.scheme === 'file');
  const files = path.isAbsolute(name)
    ? [name]
    : roots.map(({ uri }) => path.join(uri.fsPath, name));
  const found = files.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    vscode.l10n.t('There is no {0} in this workspace. Create it, or change the path.', name),
  );
}
