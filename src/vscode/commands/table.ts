import { addDevice, connectSerial, startSimulator } from './addDevice';
import { addBreakpoint, breakWhen, editBreakpoint, removeBreakpoint } from './breakpoint';
import { copyName, copyValue, plotAlone, plotChannel, unplotChannel } from './channel';
import type { Command } from './context';
import { newDecoderScript } from './decoderScript';
import { acknowledge, copySettings, editDevice, removeDevice, reset } from './device';
import { armFault, clearScore, disarmAll, disarmFault } from './fault';
import { goToLine } from './goToLine';
import { chooseFormat, pinFormat, useProposedFormat } from './format';
import { removeLimit, setLimit } from './limit';
import { pageCommands } from './page';
import { deleteScript, editScript, newScript, runScript, stopScript } from './script';
import { addMark, sendCommand } from './send';
import { withProgress } from '../linkProgress';
import { onDevice } from './target';
import { collapseAll, openPlot, openSettings, openWalkthrough } from './window';

/** Every command of the manifest, without its prefix, loaded with the first. A host test compares the two. */
export const COMMANDS = {
  startSimulator,
  connectSerial,
  addDevice,
  copySettings,
  editDevice,
  removeDevice,
  connect: onDevice((_, device) => withProgress(device, device.connect())),
  disconnect: onDevice((_, device) => withProgress(device, device.disconnect())),
  start: onDevice((_, device) => withProgress(device, device.start())),
  stop: onDevice((_, device) => withProgress(device, device.stop())),
  reset,
  acknowledge,
  openPlot,
  sendCommand,
  addMark,
  showRejected: onDevice(({ reports }, device) => reports.show('rejected', device)),
  showWhy: onDevice(({ reports }, device) => reports.show('why', device)),
  showBytes: onDevice(({ reports }, device) => reports.show('bytes', device)),
  showLog: onDevice(({ reports }, device) => reports.show('log', device)),
  showHistory: onDevice(({ reports }, device) => reports.show('history', device)),
  showMetrics: onDevice(({ reports }, device) => reports.show('metrics', device)),
  pinFormat,
  chooseFormat,
  useProposedFormat,
  buildSchema: onDevice(async ({ schemas }, device) => (await schemas.get()).open(device)),
  newDecoderScript,
  armFault,
  disarmFault,
  disarmAll,
  clearScore,
  newScript,
  runScript,
  stopScript,
  editScript,
  deleteScript,
  plotChannel,
  unplotChannel,
  plotAlone,
  setLimit,
  removeLimit,
  addBreakpoint,
  breakWhen,
  editBreakpoint,
  removeBreakpoint,
  copyValue,
  copyName,
  goToLine,
  ...pageCommands,
  openSettings,
  openWalkthrough,
  collapseAll,
} satisfies Readonly<Record<string, Command>>;
