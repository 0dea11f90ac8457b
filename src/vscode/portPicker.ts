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
  const other = { label: '$(edit) Enter a path…', alwaysShow: true, port: undefined };
  const items = ports.then((found) => [...found.map(portItem), other]);
  const machine = vscode.env.remoteName === undefined ? '' : ` (${vscode.env.remoteName})`;
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Connect a serial port',
    placeHolder: `Serial ports of ${os.hostname()}${machine}`,
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

function portItem(port: PortInfo) {
  const { manufacturer, vendorId, productId, serialNumber } = port;
  const usb = vendorId === undefined ? undefined : `${vendorId}:${productId ?? '????'}`;
  const serial = serialNumber === undefined ? undefined : `serial ${serialNumber}`;
  const resets = vendorId === undefined ? undefined : RESETS_BY_DTR[vendorId.toLowerCase()];
  const detail =
    resets === undefined
      ? undefined
      : `${resets}: may reset when the port opens. Put a 10 µF capacitor from RESET to GND, or on Linux: stty -F ${port.path} -hupcl`;
  return {
    label: `$(plug) ${port.path}`,
    description: [manufacturer, usb, serial].filter((part) => part !== undefined).join(' · '),
    detail,
    port,
  };
}

function askPath(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Connect a serial port',
    prompt: 'Path of the port',
    placeHolder: process.platform === 'win32' ? 'COM3' : '/dev/ttyUSB0',
    validateInput: (text) => (text.trim() === '' ? 'A port needs a path.' : undefined),
  });
}

async function askBaudRate(): Promise<number | undefined> {
  const first = { label: String(DEFAULT_BAUD), description: 'usual' };
  const others = BAUD_RATES.filter((rate) => rate !== DEFAULT_BAUD);
  const another = '$(edit) Another rate…';
  const items = [first, ...others.map((rate) => ({ label: String(rate) })), { label: another }];
  const options = { title: 'Connect a serial port', placeHolder: 'Baud rate' };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen === undefined) return undefined;
  if (chosen.label !== another) return Number(chosen.label);
  const text = await vscode.window.showInputBox({
    ...options,
    prompt: 'Baud rate',
    validateInput: (entered) =>
      /^[1-9]\d{0,7}$/.test(entered) ? undefined : 'A whole number from 1 to 99999999.',
  });
  return text === undefined ? undefined : Number(text);
}
