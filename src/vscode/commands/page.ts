import { PAGE_COMMANDS, type PageCommand } from '../../protocol';
import type { Command } from './context';

/** The commands that act on the open plot; they open none, and do nothing where none is. */
export const pageCommands: Readonly<Record<string, Command>> = Object.fromEntries(
  PAGE_COMMANDS.map((command) => [command, onPage(command)]),
);

function onPage(command: PageCommand): Command {
  return ({ panels }) => {
    panels.command(command);
  };
}
