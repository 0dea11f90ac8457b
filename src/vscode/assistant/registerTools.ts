import * as vscode from 'vscode';
import { liveClock } from '../../device/clock';
import type { CommandContext } from '../commands/context';
import type { DebugSessions } from '../debug/debugSessions';
import type { Assistant } from './assistant';

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

/**
 * Registers the tools of the manifest for assistants; what they do is loaded with the first call. Hosts without
 * language-model tools, as some that are made of VS Code, get none.
 */
export function registerTools(
  commands: Pick<CommandContext, 'hub' | 'focus' | 'scripts'>,
  sessions: DebugSessions,
  { packageJSON }: vscode.Extension<unknown>,
): vscode.Disposable {
  if (!takesTools(vscode)) return vscode.Disposable.from();
  let made: Promise<Assistant> | undefined;
  const load = () => (made ??= makeAssistant(commands, sessions));
  const { languageModelTools } = (packageJSON as Manifest).contributes;
  const registrations = languageModelTools.map(({ name }) =>
    vscode.lm.registerTool<unknown>(name, {
      prepareInvocation: async ({ input }) => (await load()).prepare(name, input),
      invoke: async ({ input }, token) => (await load()).invoke(name, input, token),
    }),
  );
  return vscode.Disposable.from(...registrations);
}

function takesTools({ lm }: { readonly lm?: { readonly registerTool?: unknown } }): boolean {
  return typeof lm?.registerTool === 'function';
}

async function makeAssistant(
  { hub, focus, scripts }: Pick<CommandContext, 'hub' | 'focus' | 'scripts'>,
  sessions: DebugSessions,
): Promise<Assistant> {
  const { Assistant } = await import('./assistant');
  return new Assistant({
    hub,
    clock: liveClock,
    sessionsOf: (device) => sessions.of(device),
    isPlotted: (device, channelId) => focus.isPlotted(device, channelId),
    stopScripts: (devices) => scripts.stopOn(devices),
  });
}
