import assert from 'node:assert/strict';
import { listSerialPorts } from '../../../../src/transport/source/portList';
import type { NativeBinding } from '../../../../src/transport/source/serial';

function scripted(list: NativeBinding['list']): () => Promise<NativeBinding> {
  return () => Promise.resolve({ list, open: () => Promise.reject(new Error('not asked for')) });
}

describe('port list', () => {
  it('gives path and USB identity, and only that', async () => {
    const identity = {
      path: '/dev/ttyACM0',
      manufacturer: 'Raspberry Pi',
      serialNumber: 'E660',
      vendorId: '2e8a',
      productId: '000a',
    };
    const native = { ...identity, pnpId: 'usb-x' };
    const plain = { path: '/dev/ttyS0', manufacturer: undefined };
    const ports = await listSerialPorts(scripted(() => Promise.resolve([native, plain])));
    assert.deepEqual(ports, [identity, { path: '/dev/ttyS0' }]);
  });

  it('falls back to the names in /dev where there is no udev', async () => {
    const load = scripted(() => Promise.reject(new Error('spawn udevadm ENOENT')));
    const names = ['ttyUSB1', 'ttyS0', 'tty1', 'ttyACM0', 'null'];
    const ports = await listSerialPorts(load, () => Promise.resolve(names));
    assert.deepEqual(ports, [{ path: '/dev/ttyACM0' }, { path: '/dev/ttyUSB1' }]);
  });

  it('passes on why the driver does not load', async () => {
    const load = (): Promise<NativeBinding> => Promise.reject(new Error('does not run here'));
    await assert.rejects(listSerialPorts(load), /does not run here/);
  });
});
