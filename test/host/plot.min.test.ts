import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clear, command, extension, startedSimulator, until } from './support';

function plotTabs(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) =>
      input instanceof vscode.TabInputWebview && /telemetryhub\.plot$/.test(input.viewType),
  );
}

describe('from start to plot', () => {
  after(clear);

  it('starts the simulated device and draws a curve', async () => {
    const api = await extension().activate();
    const device = await startedSimulator();
    assert.equal(device.state, 'measuring');
    assert.equal(device.link.kind, 'open');
    await until('a curve on the screen', () => api.lastDrawn?.nonBlank === true);
    assert.equal(plotTabs().length, 1);
    assert.equal(plotTabs()[0].label, device.profile.name);
  });

  it('draws on while data comes, one update after the other', async () => {
    const api = await extension().activate();
    const first = api.lastDrawn?.sequence ?? 0;
    await until('ten more pictures', () => (api.lastDrawn?.sequence ?? 0) >= first + 10);
  });

  it('stops, starts again, and data flows as before', async () => {
    const api = await extension().activate();
    const { devices } = api;
    const device = devices.all[0];
    for (let round = 1; round <= 3; round++) {
      await command('stop', device.profile.id);
      assert.equal(device.state, 'idle');
      const stopped = device.counters.samples;
      await command('start', device.profile.id);
      assert.equal(device.state, 'measuring');
      const drawn = api.lastDrawn?.sequence ?? 0;
      await until('samples flow', () => device.counters.samples > stopped + 100);
      await until('the plot follows', () => (api.lastDrawn?.sequence ?? 0) > drawn);
    }
    assert.equal(device.counters.framesRejected, 0);
  });

  it('opens one plot, however often it is asked to', async () => {
    for (let i = 0; i < 3; i++) await command('openPlot');
    assert.equal(plotTabs().length, 1);
  });

  it('draws nothing while hidden, and all of it when it is seen again', async () => {
    const api = await extension().activate();
    const document = await vscode.workspace.openTextDocument({ content: 'in front of the plot' });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Active);
    await until('the plot is behind', () => !plotTabs()[0].isActive);
    const hidden = api.lastDrawn?.sequence ?? 0;
    const samples = api.devices.all[0].counters.samples;
    await until('samples flow', () => api.devices.all[0].counters.samples > samples + 500);
    // One picture may have been under way when the page went.
    assert.ok((api.lastDrawn?.sequence ?? 0) <= hidden + 1);
    await command('openPlot');
    await until('it draws again', () => (api.lastDrawn?.sequence ?? 0) > hidden + 5);
    assert.equal(api.lastDrawn?.nonBlank, true);
  });
});
