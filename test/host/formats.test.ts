import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Device } from '../../src/device/device';
import { formatItem, hasTrouble, whyItem, whyTooltip } from '../../src/vscode/views/formatItem';
import { clear, command, extension, set, startedSimulator, until } from './support';

const BOARD = { name: 'Board', transport: { kind: 'simulator', rateHz: 200, autoStart: true } };

/** The device that the settings define, started. */
async function definedBoard(format: unknown): Promise<Device> {
  const { devices } = await extension().activate();
  await set('devices', [{ ...BOARD, format }]);
  await until('the device of the settings', () => devices.get('board') !== undefined);
  const device = devices.get('board');
  assert.ok(device !== undefined);
  await device.start();
  return device;
}

function writtenFormat(): unknown {
  const devices: unknown = vscode.workspace.getConfiguration('telemetryhub').get('devices');
  return (devices as readonly { format?: unknown }[])[0].format;
}

describe('the format of a device', () => {
  afterEach(async () => {
    await set('devices', undefined);
    await clear();
  });

  it('is pinned with one click, for good, while the device goes on', async () => {
    const { devices } = await extension().activate();
    const device = await startedSimulator();
    await until('detection', () => device.format.kind === 'detected');
    const { samples } = device.counters;
    await command('pinFormat', device.profile.id);
    assert.deepEqual(device.format, { kind: 'set', format: { kind: 'keyValue' } });
    await until('more samples', () => device.counters.samples > samples + 80);
    assert.equal(devices.get(device.profile.id), device);
  });

  it('is written to the setting that defines the device', async () => {
    const device = await definedBoard('auto');
    await until('detection', () => device.format.kind === 'detected');
    await command('pinFormat', 'board');
    assert.equal(writtenFormat(), 'keyValue');
    await until('the pin', () => device.format.kind === 'set');
  });

  it('is proposed where nothing is plotted, with the rule that was broken, and taken with one click', async () => {
    const device = await definedBoard('json');
    await until('lines', () => device.log.total > 20);
    await until('a proposal', () => device.explain().at(0)?.remedy !== undefined);
    assert.equal(formatItem(device).description, 'json · set');
    const why = whyItem(device);
    assert.equal(why.label, 'Why is nothing plotted?');
    assert.equal(why.description, 'Choose the format keyValue: it reads them.');
    assert.equal(why.contextValue, 'why.remedy');
    const tooltip = whyTooltip(device).value.replaceAll('&nbsp;', ' ');
    assert.match(tooltip, /no telemetry of the format json/);
    await command('showWhy', 'board');
    const report = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(report, /Received: {2}temp_motor\[degC\]:[\d.]+/);
    assert.match(report, /Rule broken: {2}These lines hold no telemetry of the format json\./);
    assert.match(report, /Nearest format: {2}keyValue/);
    await command('useProposedFormat', 'board');
    await until('samples', () => device.counters.samples > 0);
    assert.equal(writtenFormat(), 'keyValue');
    assert.equal(hasTrouble(device), false);
  });

  it('leaves lines that are no telemetry in the log, with their times', async () => {
    const device = await definedBoard('json');
    await until('lines', () => device.log.total > 20);
    await command('showLog', 'board');
    const lines = vscode.window.activeTextEditor?.document.getText().split('\n') ?? [];
    assert.match(lines[0], /^Board: \d+ lines that are not telemetry\./);
    assert.match(lines[2], /^\d\d:\d\d:\d\d\.\d{3} {2}\w+/);
  });
});
