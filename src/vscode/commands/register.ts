import * as vscode from 'vscode';
import { asTarget } from './asTarget';
import type { Command, CommandContext, Target } from './context';

const PREFIX = 'telemetryhub.';

/** Registers all commands of the manifest; what they do is loaded with the first that is run. */
export function registerCommands(
  context: CommandContext,
  extension: vscode.Extension<unknown>,
): vscode.Disposable {
  const registrations = commandsOf(extension).map((id) =>
    vscode.commands.registerCommand(id, (target: unknown) =>
      run(context, inTable(id), asTarget(target)),
    ),
  );
  return vscode.Disposable.from(...registrations);
}

/** Runs a command's body and shows what went wrong; an error is shown here, once, and nowhere else. */
export async function run(
  context: CommandContext,
  command: Command,
  target: Target,
): Promise<void> {
  try {
    await command(context, target);
  } catch (error) {
    showError(context.log, error);
  }
}

/** Shows what went wrong with something that the user asked for. */
export function showError(log: vscode.LogOutputChannel, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(message);
  // Not awaited: a message stays until it is dismissed, and the command is over.
  void vscode.window.showErrorMessage(message);
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Asked of the manifest, because the table would bring all of its commands along. */
function commandsOf({ packageJSON }: vscode.Extension<unknown>): string[] {
  // VS Code has read it, or there would be no extension: that it is ours is the check.
  return (packageJSON as Manifest).contributes.commands.map(({ command }) => command);
}

function inTable(id: string): Command {
  return async (context, target) => {
    const { COMMANDS } = await import('./table');
    const table: Readonly<Record<string, Command>> = COMMANDS;
    await table[id.slice(PREFIX.length)](context, target);
  };
}
