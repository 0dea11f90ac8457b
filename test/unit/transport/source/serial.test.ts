import assert from 'node:assert/strict';
import { openSerial, type NativeBinding } from '../../../../src/transport/source/serial';
import type { SerialOptions } from '../../../../src/transport/transport';
import { serialOptions } from '../serialOptions';

interface Lines {
  readonly dtr: boolean;
  readonly rts: boolean;
}

/** A port that says nothing and remembers how its lines were set; `refusal` = it has none. */
function port(refusal?: string): { lines: Lines[]; load: () => Promise<NativeBinding> } {
  const lines: Lines[] = [];
  const native = {
    isOpen: true,
    read: () => new Promise<never>(() => undefined),
    close(): Promise<void> {
      this.isOpen = false;
      return Promise.resolve();
    },
    set({ dtr, rts }: Lines): Promise<void> {
      if (refusal !== undefined) return Promise.reject(new Error(refusal));
      lines.push({ dtr, rts });
      return Promise.resolve();
    },
  };
  const binding: NativeBinding = {
    list: () => Promise.resolve([]),
    open: () => Promise.resolve(native),
  };
  return { lines, load: () => Promise.resolve(binding) };
}

function open(load: () => Promise<NativeBinding>, change: Partial<SerialOptions> = {}) {
  const notes: string[] = [];
  const listener = {
    onData: () => undefined,
    onLost: () => undefined,
    onFatal: () => undefined,
    onInjected: () => undefined,
    onNote: (text: string): void => void notes.push(text),
  };
  const options = { ...serialOptions('COM3'), ...change };
  return openSerial(options, listener, () => 0, load).then((link) => ({ link, notes }));
}

describe('serial port lines', () => {
  it('toggles DTR and puts it back, and leaves RTS as it was set', async () => {
    const { lines, load } = port();
    const { link } = await open(load, { dtr: 'on', rts: 'off' });
    await link.glitchDtr(5);
    assert.deepEqual(lines, [
      { dtr: true, rts: false },
      { dtr: false, rts: false },
      { dtr: true, rts: false },
    ]);
    await link.close();
  });

  it('does not touch a line that was closed meanwhile', async () => {
    const { lines, load } = port();
    const { link } = await open(load, { dtr: 'on', rts: 'on' });
    const glitch = link.glitchDtr(60_000);
    await new Promise(setImmediate);
    await link.close();
    await glitch;
    assert.deepEqual(lines.at(-1), { dtr: false, rts: true });
  });

  it('says so where there is no such line', async () => {
    const { load } = port('Error: Inappropriate ioctl for device, cannot set');
    const { link, notes } = await open(load, { dtr: 'on', rts: 'on' });
    assert.match(notes[0], /DTR and RTS cannot be set/);
    await assert.rejects(link.glitchDtr(5), /DTR cannot be set on COM3 .*it works without/);
    await link.close();
  });
});
