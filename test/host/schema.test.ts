import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SchemaDraft } from '../../src/schemaDraft';
import type { FromSchemaPage, ToSchemaPage } from '../../src/schemaMessages';
import { whyItem } from '../../src/vscode/views/formatItem';
import { clear, command, extension, set, until } from './support';

const WRONG = { kind: 'cobs', fields: [{ name: 'wrong', type: 'u8' }] };
const BOARD = {
  name: 'Board',
  transport: { kind: 'simulator', rateHz: 200, format: 'cobs', autoStart: true },
  format: WRONG,
};

/** The next page of the extension: what it is told, and a way to answer as it does. */
interface OpenedPage {
  readonly told: ToSchemaPage[];
  readonly panel: vscode.WebviewPanel;
  say(message: FromSchemaPage): void;
}

/** Runs `act`, which opens one page, and listens in on it. */
async function opened(act: () => Promise<void>): Promise<OpenedPage> {
  const { window } = vscode;
  const { createWebviewPanel } = window;
  const told: ToSchemaPage[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  let panel: vscode.WebviewPanel | undefined;
  const listening = (...given: Parameters<typeof createWebviewPanel>) => {
    panel = createWebviewPanel(...given);
    const { webview } = panel;
    const post = webview.postMessage.bind(webview);
    const onMessage = webview.onDidReceiveMessage;
    Object.defineProperties(webview, {
      postMessage: {
        value: (message: ToSchemaPage) => {
          told.push(message);
          return post(message);
        },
      },
      onDidReceiveMessage: {
        value: (listener: (message: unknown) => void) => {
          listeners.push(listener);
          return onMessage(listener);
        },
      },
    });
    return panel;
  };
  Object.assign(window, { createWebviewPanel: listening });
  try {
    await act();
  } finally {
    Object.assign(window, { createWebviewPanel });
  }
  assert.ok(panel !== undefined, 'a page was opened');
  const say = (message: FromSchemaPage) => {
    for (const listener of listeners) listener(message);
  };
  return { told, panel, say };
}

function writtenFormat(): unknown {
  const devices: unknown = vscode.workspace.getConfiguration('telemetryhub').get('devices');
  return (devices as readonly { format?: unknown }[])[0].format;
}

describe('the schema of a device', () => {
  afterEach(async () => {
    await set('devices', undefined);
    await clear();
  });

  it('is built beside the bytes that come, used at once, and written to the settings', async () => {
    const { devices } = await extension().activate();
    await set('devices', [BOARD]);
    await until('the device', () => devices.get('board') !== undefined);
    const device = devices.get('board');
    assert.ok(device !== undefined);
    await device.start();
    await until('refused frames', () => device.counters.framesRejected > 20);
    assert.match(whyItem(device).contextValue ?? '', /^why/);

    const page = await opened(() => command('buildSchema', 'board'));
    assert.equal(page.panel.title, 'Schema of Board');
    // The real page has loaded and said so: only then it is told anything.
    await until('the draft', () => page.told.at(0)?.type === 'draft');
    const [first] = page.told;
    assert.ok(first.type === 'draft');
    assert.deepEqual(first.state, { deviceId: 'board', deviceName: 'Board', draft: WRONG });
    const preview = () => page.told.filter((one) => one.type === 'preview').at(-1)?.preview;
    await until('frames', () => (preview()?.frames.length ?? 0) > 1);
    assert.match(preview()?.frames[0].trouble?.detail ?? '', /the schema has 1/);
    const payloadBytes = preview()?.payloadBytes ?? 0;
    assert.equal(payloadBytes % 4, 0);

    const draft: SchemaDraft = {
      kind: 'cobs',
      fields: [{ name: 'all', type: 'f32', count: payloadBytes / 4 }],
    };
    page.say({ type: 'change', draft });
    await until('values', () => (preview()?.frames[0].values.at(0)?.length ?? 0) > 1);
    assert.equal(preview()?.frames[0].trouble, undefined);
    assert.equal(device.counters.samples, 0);

    page.say({ type: 'use', draft });
    await until('samples', () => device.counters.samples > 0);
    assert.deepEqual(
      page.told.filter((one) => one.type === 'done'),
      [{ type: 'done', done: 'used' }],
    );
    assert.deepEqual(writtenFormat(), WRONG);
    page.say({ type: 'save', draft });
    await until('the setting', () => JSON.stringify(writtenFormat()) === JSON.stringify(draft));
    assert.equal(devices.get('board'), device);

    // The page that is open is shown again: none is made.
    await assert.rejects(
      opened(() => command('buildSchema', 'board')),
      /a page was opened/,
    );
    page.panel.dispose();
    await opened(() => command('buildSchema', 'board'));
  });
});
