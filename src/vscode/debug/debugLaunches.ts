import * as vscode from 'vscode';
import { deviceNamedBy, LAUNCH_KEY } from '../../debugger/belongsTo';
import type { Escorts } from '../../debugger/escorts';
import type { Launch } from '../../debugger/launchPlan';
import type { Device } from '../../device/device';
import { Disposables } from '../disposables';
import { OnDemand } from '../onDemand';
import type { EscortsContext } from './windowEscorts';

/**
 * Tells what goes with debug sessions of launches, starts and ends. Nothing of it is loaded in a window in which no launch
 * configuration and no device wishes anything.
 */
export class DebugLaunches {
  private readonly owned = new Disposables();
  private readonly escorts: OnDemand<Escorts<Device>>;
  private isLoaded = false;

  constructor(private readonly context: EscortsContext) {
    this.escorts = this.owned.add(
      new OnDemand(async () => {
        this.isLoaded = true;
        const { windowEscorts } = await import('./windowEscorts');
        return windowEscorts(context, this.owned);
      }),
    );
    const { debug } = vscode;
    this.owned.add(
      debug.registerDebugConfigurationProvider('*', {
        resolveDebugConfigurationWithSubstitutedVariables: async (_, configuration) => {
          await this.expect(configuration);
          return configuration;
        },
      }),
    );
    // A session that is restarted is not resolved again; VS Code waits for a tracker, for a second at most.
    this.owned.add(
      debug.registerDebugAdapterTrackerFactory('*', {
        createDebugAdapterTracker: async ({ configuration, parentSession }) => {
          if (parentSession === undefined) await this.expect(configuration);
          return undefined;
        },
      }),
    );
    this.owned.add(
      debug.onDidStartDebugSession(({ id, configuration, parentSession }) => {
        if (parentSession !== undefined || !this.concerns(configuration)) return;
        void this.with((escorts) => escorts.began(id, launchOf(configuration)));
      }),
    );
    this.owned.add(
      debug.onDidTerminateDebugSession(({ id }) => {
        if (this.isLoaded) void this.with((escorts) => escorts.ended(id));
      }),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async expect(configuration: vscode.DebugConfiguration): Promise<void> {
    if (!this.concerns(configuration)) return;
    await this.with((escorts) => escorts.expect(launchOf(configuration)));
  }

  private concerns(configuration: vscode.DebugConfiguration): boolean {
    const wishes = ({ profile }: Device) => profile.whileDebugging !== undefined;
    return configuration[LAUNCH_KEY] !== undefined || this.context.devices.all.some(wishes);
  }

  /** Never rejects: a launch goes on, whatever is wrong here. */
  private async with(act: (escorts: Escorts<Device>) => Promise<void> | void): Promise<void> {
    try {
      await act(await this.escorts.get());
    } catch (error) {
      this.context.onBug(error);
    }
  }
}

function launchOf(configuration: vscode.DebugConfiguration): Launch {
  const { name, type, preLaunchTask } = configuration;
  const wish: unknown = configuration[LAUNCH_KEY];
  return { name, type, device: deviceNamedBy(configuration), wish, preLaunchTask };
}
