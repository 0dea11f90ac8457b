import assert from 'node:assert/strict';
import { crc16 } from '../../../../src/transport/source/cobsFrameWriter';
import { SimulatedDevice } from '../../../../src/transport/source/simulatedDevice';
import type { SimulatedChannel, SimulatorOptions } from '../../../../src/transport/transport';

const temp: SimulatedChannel = {
  name: 'temp',
  unit: 'degC',
  wave: 'sine',
  amplitude: 5,
  offset: 20,
  periodS: 0.4,
};
const rpm: SimulatedChannel = { ...temp, name: 'rpm', unit: '', wave: 'counter', offset: 1200 };

function device(change: Partial<SimulatorOptions> = {}): SimulatedDevice {
  return new SimulatedDevice({
    seed: 1,
    rateHz: 10,
    channels: [temp, rpm],
    format: 'keyValue',
    autoStart: true,
    ...change,
  });
}

function textOf(from: SimulatedDevice, frames: number): string {
  return Buffer.from(from.produce(frames).bytes).toString('utf8');
}

function ask(from: SimulatedDevice, command: string): string {
  return Buffer.from(from.command(command)).toString();
}

/** The payloads of COBS frames, each with whether its CRC holds. Written apart from the encoder. */
function decodeCobs(bytes: Uint8Array): { payload: Buffer; valid: boolean }[] {
  const frames: { payload: Buffer; valid: boolean }[] = [];
  let raw: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const code = bytes[at];
    if (code === 0) {
      const body = Buffer.from(raw.slice(0, -1));
      const payload = body.subarray(0, -2);
      const valid = crc16(payload, payload.length) === body.readUInt16LE(body.length - 2);
      frames.push({ payload, valid });
      raw = [];
      at += 1;
    } else {
      for (let i = 1; i < code; i++) raw.push(bytes[at + i]);
      if (code < 255) raw.push(0);
      at += code;
      if (code === 255 && bytes[at] === 0) raw.push(0);
    }
  }
  return frames;
}

const waves = ['sine', 'ramp', 'square', 'noise', 'randomWalk', 'counter'] as const;

describe('simulated device', () => {
  it('gives the same bytes for the same seed, in whatever portions they are asked for', () => {
    const channels = waves.map((wave) => ({ ...temp, wave, name: wave }));
    for (const format of ['keyValue', 'csv', 'teleplot', 'cobs'] as const) {
      const whole = Buffer.from(device({ channels, format }).produce(100).bytes);
      const again = device({ channels, format });
      const parts = Array.from({ length: 100 }, () => again.produce(1).bytes);
      assert.deepEqual(Buffer.concat(parts), whole, format);
      const other = device({ channels, format, seed: 2 }).produce(100).bytes;
      assert.notDeepEqual(Buffer.from(other), whole, format);
    }
  });

  it('writes each text format', () => {
    assert.equal(textOf(device(), 2), 'temp[degC]:20,rpm:1200\ntemp[degC]:25,rpm:1201\n');
    assert.equal(textOf(device({ format: 'csv' }), 2), 'temp,rpm\n20,1200\n25,1201\n');
    assert.equal(textOf(device({ format: 'teleplot' }), 1), '>temp:20§degC\n>rpm:1200\n');
  });

  it('writes COBS frames with a valid checksum', () => {
    assert.equal(crc16(Buffer.from('123456789'), 9), 0x29b1);
    const [first, second] = decodeCobs(device({ format: 'cobs' }).produce(2).bytes);
    assert.ok(first.valid && second.valid);
    assert.deepEqual([first.payload.readFloatLE(0), first.payload.readFloatLE(4)], [20, 1200]);
    assert.equal(second.payload.readFloatLE(4), 1201);
  });

  it('writes COBS frames of 64 channels without a zero inside', () => {
    const channels = Array.from({ length: 64 }, (_, i) => ({
      ...temp,
      name: `c${i}`,
      wave: 'noise' as const,
    }));
    const frames = decodeCobs(device({ channels, format: 'cobs' }).produce(200).bytes);
    assert.equal(frames.length, 200);
    assert.ok(frames.every(({ valid, payload }) => valid && payload.length === 256));
  });

  it('keeps every wave within its amplitude', () => {
    for (const wave of waves.filter((w) => w !== 'counter')) {
      const lines = textOf(device({ channels: [{ ...temp, wave }], format: 'csv' }), 500);
      const values = lines.trim().split('\n').slice(1).map(Number);
      assert.equal(values.length, 500);
      assert.ok(
        values.every((v) => v >= 15 && v <= 25),
        wave,
      );
      assert.ok(new Set(values).size > 1, wave);
    }
  });

  it('sends nothing until it is started, when it does not start by itself', () => {
    const idle = device({ autoStart: false });
    assert.equal(textOf(idle, 5), '');
    assert.equal(ask(idle, 'START'), 'OK: Measuring\n');
    assert.match(textOf(idle, 1), /^temp\[degC\]:/);
  });

  it('answers the command set', () => {
    const d = device();
    d.produce(3);
    const talk: [string, string][] = [
      ['GET_STATUS', 'STATUS: Measuring, Seq=3'],
      ['CALIBRATE', 'OK: Calibrated'],
      ['START', 'ERROR: Already measuring'],
      ['STOP', 'OK: Idle'],
      ['STOP', 'ERROR: Device not measuring'],
      ['CALIBRATE', 'ERROR: Device not measuring'],
      ['GET_STATUS', 'STATUS: Idle, Seq=3'],
      ['', 'ERROR: Empty command'],
      ['start', 'ERROR: Unknown command'],
      ['START ', 'ERROR: Unknown command'],
      ['SET_RATE', 'ERROR: Unknown command'],
      ['START', 'OK: Measuring'],
      ['RESET', 'OK: Reset to Idle'],
      ['GET_STATUS', 'STATUS: Idle, Seq=3'],
    ];
    for (const [command, answer] of talk) assert.equal(ask(d, command), `${answer}\n`, command);
  });

  it('takes a rate only when all of it is a number in range', () => {
    const d = device();
    for (const text of ['', '100abc', 'abc', '1e3', '10.5', ' 100', '+100', '0x10']) {
      assert.equal(ask(d, `SET_RATE=${text}`), 'ERROR: Invalid rate value\n', text);
    }
    for (const text of ['9', '10001', '0', '-5', '99999999999999999999']) {
      assert.equal(ask(d, `SET_RATE=${text}`), 'ERROR: Rate must be 10-10000 ms\n', text);
    }
    assert.equal(d.periodMs, 100);
    assert.equal(ask(d, 'SET_RATE=10'), 'OK: Rate set to 10 ms\n');
    assert.equal(d.periodMs, 10);
    assert.equal(ask(d, 'SET_RATE=10000'), 'OK: Rate set to 10000 ms\n');
  });

  it('answers in COBS with text that no schema fits', () => {
    for (const channels of [[temp], [temp, rpm], [temp, rpm, temp, rpm]]) {
      const d = device({ channels, format: 'cobs' });
      for (const command of ['CALIBRATE', 'GET_STATUS', 'STOP', 'START', 'RESET', '', 'x']) {
        const [{ payload, valid }] = decodeCobs(d.command(command));
        assert.ok(valid);
        assert.match(payload.toString(), /^(OK|ERROR|STATUS): [^\n]*\n$/);
        assert.notEqual(payload.length % 4, 0);
      }
    }
  });
});

describe('simulated device faults', () => {
  it('makes the first channel unreadable about as often as asked, and says Error', () => {
    const d = device();
    d.setFault({ kind: 'randomSensorErrors', probability: 0.25 });
    const lines = textOf(d, 1000).trim().split('\n');
    const bad = lines.filter((line) => line.startsWith('temp[degC]:ERR,rpm:'));
    assert.ok(bad.length > 180 && bad.length < 320, `${bad.length}`);
    const sure = device();
    sure.setFault({ kind: 'randomSensorErrors', probability: 1 });
    sure.produce(1);
    assert.equal(sure.state, 'Error');
    sure.setFault({ kind: 'none' });
    sure.produce(1);
    assert.equal(sure.state, 'Measuring');
  });

  it('leaves the unreadable channel out of a COBS frame whose checksum holds', () => {
    const d = device({ format: 'cobs' });
    d.setFault({ kind: 'randomSensorErrors', probability: 1 });
    const [{ payload, valid }] = decodeCobs(d.produce(1).bytes);
    assert.ok(valid);
    assert.equal(payload.length, 4);
    assert.equal(payload.readFloatLE(0), 1200);
  });

  it('corrupts frames but not their ends', () => {
    const d = device();
    d.setFault({ kind: 'communicationFailure', probability: 1 });
    const lines = Buffer.from(d.produce(50).bytes).toString('latin1').split('\n');
    assert.equal(lines.length, 51);
    assert.ok(lines.slice(0, 50).every((line) => line.includes('\xff\xfe')));
    const teleplot = device({ format: 'teleplot' });
    teleplot.setFault({ kind: 'communicationFailure', probability: 1 });
    const both = Buffer.from(teleplot.produce(50).bytes).toString('latin1').trimEnd().split('\n');
    assert.equal(both.length, 100);
    assert.ok(both.every((line) => line.includes('\xff\xfe')));
    const cobs = device({ format: 'cobs' });
    cobs.setFault({ kind: 'communicationFailure', probability: 1 });
    const frames = decodeCobs(cobs.produce(50).bytes);
    assert.equal(frames.length, 50);
    assert.ok(frames.every(({ valid, payload }) => !valid && payload.length === 8));
  });

  it('does both', () => {
    const d = device();
    d.setFault({ kind: 'both', probability: 0.5 });
    const text = Buffer.from(d.produce(200).bytes).toString('latin1');
    assert.match(text, /temp\[degC\]:ERR/);
    assert.match(text, /\xff\xfe/);
  });

  it('does the same damage for the same seed, and leaves the good values as they were', () => {
    const damaged = (seed: number): string[] => {
      const d = device({ seed });
      d.setFault({ kind: 'both', probability: 0.3 });
      return Buffer.from(d.produce(200).bytes).toString('latin1').split('\n');
    };
    assert.deepEqual(damaged(7), damaged(7));
    assert.notDeepEqual(damaged(7), damaged(8));
    const clean = textOf(device({ seed: 7 }), 200).split('\n');
    const same = damaged(7).filter((line, i) => line === clean[i]);
    assert.ok(same.length > 60);
  });

  it('goes to SafeState after so many samples and is silent until it is reset', () => {
    const d = device();
    d.setFault({ kind: 'faultAfterSamples', samples: 5 });
    const { frames } = d.produce(100);
    assert.equal(frames, 3, 'two samples a frame: the third frame brings the fifth');
    assert.equal(d.state, 'SafeState');
    assert.equal(Buffer.from(d.safeStateEvent()).toString(), 'EVT:SafeState\n');
    assert.equal(d.produce(10).bytes.length, 0);
    assert.equal(ask(d, 'START'), 'ERROR: Device in SafeState\n');
    assert.equal(ask(d, 'STOP'), 'ERROR: Device in SafeState\n');
    assert.equal(ask(d, 'GET_STATUS'), 'STATUS: SafeState, Seq=3\n');
    assert.equal(ask(d, 'RESET'), 'OK: Reset to Idle\n');
    assert.equal(ask(d, 'START'), 'OK: Measuring\n');
    assert.equal(d.produce(100).frames, 100, 'the fault has been spent');
  });
});
