import * as vscode from 'vscode';

/** What is wrong with a file of the user's, from a place to the end of its line; line and column from 1. */
export function diagnosticAt({
  message,
  line,
  column,
}: {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}): vscode.Diagnostic {
  const start = new vscode.Position(line - 1, column - 1);
  const range = new vscode.Range(start, new vscode.Position(line - 1, Number.MAX_SAFE_INTEGER));
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'TelemetryHub';
  return diagnostic;
}
