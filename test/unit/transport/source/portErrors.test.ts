import assert from 'node:assert/strict';
import { describeOpenError } from '../../../../src/transport/source/portErrors';
import { serialOptions } from '../serialOptions';

function describeError(raw: string, platform: NodeJS.Platform = 'linux'): string {
  return describeOpenError(new Error(raw), serialOptions('/dev/ttyACM0'), platform);
}

describe('serial port errors', () => {
  it('says that a port is missing', () => {
    const text = describeError('Error: No such file or directory, cannot open /dev/ttyACM0');
    assert.match(text, /no port \/dev\/ttyACM0.*not plugged in.*Plug it in/);
    assert.match(describeError('Opening COM3: File not found', 'win32'), /no port/);
  });

  it('names the group dialout where permission is missing on Linux', () => {
    const raw = 'Error: Permission denied, cannot open /dev/ttyACM0';
    assert.match(describeError(raw), /No permission.*group.*dialout/);
    assert.doesNotMatch(describeError(raw, 'darwin'), /dialout/);
  });

  it('says that another program has the port', () => {
    for (const raw of [
      'Error Resource temporarily unavailable Cannot lock port',
      'Error: Device or resource busy, cannot open /dev/ttyACM0',
    ]) {
      assert.match(describeError(raw), /is busy: another program.*Close it there/);
    }
    assert.match(describeError('Opening COM3: Access denied', 'win32'), /is busy/);
  });

  it('blames the line settings where they are the cause', () => {
    assert.match(
      describeError('Error: Invalid argument setting custom baud rate of 7'),
      /115200 baud.*Set another baudRate/,
    );
    assert.match(describeError('Invalid parity setting 4'), /line settings.*Change/);
  });

  it('says that a file is no serial port', () => {
    assert.match(
      describeError('Error: Inappropriate ioctl for device, cannot open /dev/null'),
      /is not a serial port/,
    );
  });

  it('passes on what it does not know', () => {
    assert.equal(
      describeError('Error: Something odd.'),
      '/dev/ttyACM0 could not be opened: Something odd.',
    );
  });
});
