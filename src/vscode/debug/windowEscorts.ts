import * as vscode from 'vscode';
import { Escorts } from '../../debugger/escorts';
import type { DeviceClock } from '../../device/clock';
import type { Device } from '../../device/device';
import type { Devices } from '../../device/devices';
import type { Disposables } from '../disposables';
import type { Focus } from '../focus';
import { LaunchProblems } from './launchProblems';

/** What goes with debug sessions needs of the extension. */
export interface EscortsContext {
  readonly devices: Devices;
  readonly focus: Focus;
  readonly clock: DeviceClock;
  readonly log: vscode.LogOutputChannel;
  readonly onBug: (error: unknown) => void;
}

/**
 * What goes with the debug sessions of this window; what is wrong is said in the log, on the device's time line, and at the line of
 * the launch configuration in the Problems view.
 */
export function windowEscorts(
  { devices, focus, clock, log, onBug }: EscortsContext,
  owned: Disposables,
): Escorts<Device> {
  const problems = owned.add(new LaunchProblems());
  return new Escorts<Device>({
    clock,
    devices,
    focus,
    isPreparing: ({ preLaunchTask }) => isRunning(preLaunchTask),
    onProblem: (message, device) => {
      log.error(message);
      device?.events.add(clock.nowMs(), { kind: 'note', text: message.slice(0, 200) });
    },
    onRead: (launch, problem) => {
      problems.show(launch, problem).catch(onBug);
    },
  });
}

/** True while the task of this label runs; it may be written with its kind before it. */
function isRunning(label: unknown): boolean {
  if (typeof label !== 'string') return false;
  return vscode.tasks.taskExecutions.some(
    ({ task }) => !task.isBackground && (label === task.name || label.endsWith(` ${task.name}`)),
  );
}
