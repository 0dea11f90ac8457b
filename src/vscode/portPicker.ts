import os from 'node:os';
import * as vscode from 'vscode';
import type { PortInfo } from '../transport/transport';

/** What the user chose. */
export interface ChosenPort {
  readonly path: string;
  readonly baudRate: number;
  /** The board's own name where USB gives one. */
  readonly label: string;
}

const BAUD_RATES = [9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1000000, 2000000];
const DEFAULT_BAUD = 115200;

/** VID of boards whose auto-reset circuit hangs on DTR and RTS. */
const RESETS_BY_DTR: Readonly<Record<string, string>> = {
  '2341': 'Arduino',
  '2a03': 'Arduino',
  '1a86': 'CH340',
  '10c4': 'CP210x',
};

/** Asks for a port and a rate; undefined when the user gave up. */
export async function pickPort(
  ports: Promise<readonly PortInfo[]>,
): Promise<ChosenPort | undefined> {
  const enter = `$(edit) ${vscode.l10n.t('Enter a path…')}`;
  const other = { label: enter, alwaysShow: true, port: undefined };
  const items = ports.then((found) => [
    ...(found.length === 0 ? [noPorts()] : found.map(portItem)),
    other,
  ]);
  const machine = vscode.env.remoteName === undefined ? '' : ` (${vscode.env.remoteName})`;
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Connect a serial port'),
    placeHolder: vscode.l10n.t('Serial ports of {0}', `${os.hostname()}${machine}`),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return undefined;
  const path = chosen.port?.path ?? (await askPath());
  if (path === undefined) return undefined;
  const baudRate = await askBaudRate();
  if (baudRate === undefined) return undefined;
  return { path, baudRate, label: chosen.port?.manufacturer ?? path };
}

/** A line that cannot be chosen; on a remote host it says whose ports these are. */
function noPorts() {
  const { remoteName } = vscode.env;
  const none = vscode.l10n.t('No serial ports on this machine ({0}).', os.hostname());
  const why =
    remoteName === undefined
      ? ''
      : vscode.l10n.t('Ports are those of the machine where the extension runs: {0}.', remoteName);
  const kind = vscode.QuickPickItemKind.Separator;
  return { label: why === '' ? none : `${none} ${why}`, kind, port: undefined };
}

function portItem(port: PortInfo) {
  const { manufacturer, vendorId, productId, serialNumber } = port;
  const usb = vendorId === undefined ? undefined : `${vendorId}:${productId ?? '????'}`;
  const serial = serialNumber === undefined ? undefined : vscode.l10n.t('serial {0}', serialNumber);
  const resets = vendorId === undefined ? undefined : RESETS_BY_DTR[vendorId.toLowerCase()];
  const detail =
    resets === undefined
      ? undefined
      : vscode.l10n.t(
          '{0}: may reset when the port opens. Put a 10 µF capacitor from RESET to GND, or on Linux: {1}',
          resets,
          `stty -F ${port.path} -hupcl`,
        );
  return {
    label: `$(plug) ${port.path}`,
    description: [manufacturer, usb, serial].filter((part) => part !== undefined).join(' · '),
    detail,
    port,
  };
}

function askPath(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Connect a serial port'),
    prompt: vscode.l10n.t('Path of the port'),
    placeHolder: process.platform === 'win32' ? 'COM3' : '/dev/ttyUSB0',
    validateInput: (text) =>
      text.trim() === '' ? vscode.l10n.t('A port needs a path.') : undefined,
  });
}

async function askBaudRate(): Promise<number | undefined> {
  const first = { label: String(DEFAULT_BAUD), description: vscode.l10n.t('usual') };
  const others = BAUD_RATES.filter((rate) => rate !== DEFAULT_BAUD);
  const another = `$(edit) ${vscode.l10n.t('Another rate…')}`;
  const items = [first, ...others.map((rate) => ({ label: String(rate) })), { label: another }];
  const options = {
    title: vscode.l10n.t('Connect a serial port'),
    placeHolder: vscode.l10n.t('Baud rate'),
  };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen === undefined) return undefined;
  if (chosen.label !== another) return Number(chosen.label);
  const text = await vscode.window.showInputBox({
    ...options,
    prompt: vscode.l10n.t('Baud rate'),
    validateInput: (entered) =>
      /^[1-9]\d{0,7}$/.test(entered)
        ? undefined
        : vscode.l10n.t('A whole number from 1 to 99999999.'),
  });
  return text === undefined ? undefined : Number(text);
}
