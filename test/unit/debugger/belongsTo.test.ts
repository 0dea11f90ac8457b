import assert from 'node:assert/strict';
import { deviceNamedBy, deviceOf } from '../../../src/debugger/belongsTo';

const device = (name: string, debugSessions?: readonly string[]) => ({
  name,
  profile: { id: `id-${name}`, name, ...(debugSessions === undefined ? {} : { debugSessions }) },
});
const GDB = { name: 'Debug board', type: 'cortex-debug' };
const NODE = { name: 'Run script', type: 'pwa-node' };

describe('deviceOf', () => {
  it('is the only device', () => {
    const only = device('only');
    assert.equal(deviceOf(GDB, [only], undefined), only);
    assert.equal(deviceOf<typeof only>(GDB, [], undefined), undefined);
  });

  it('is the device in focus where there are several', () => {
    const [one, two] = [device('one'), device('two')];
    assert.equal(deviceOf(GDB, [one, two], two), two);
    assert.equal(deviceOf(GDB, [one, two], undefined), undefined);
  });

  it('is the device that names the session, its type, or any', () => {
    const [plain, named] = [device('plain'), device('named', ['Debug board'])];
    assert.equal(deviceOf(GDB, [plain, named], plain), named);
    const typed = device('typed', ['cortex-debug']);
    assert.equal(deviceOf(GDB, [plain, typed], plain), typed);
    const any = device('any', ['*']);
    assert.equal(deviceOf(NODE, [plain, any], plain), any);
  });

  it('is never a device that speaks of other sessions, or of none', () => {
    const other = device('other', ['Debug pump']);
    assert.equal(deviceOf(GDB, [other], other), undefined);
    assert.equal(deviceOf(GDB, [device('none', [])], undefined), undefined);
    const plain = device('plain');
    assert.equal(deviceOf(GDB, [other, plain], other), plain, 'the only one that is open to any');
  });

  it('is the one that the launch configuration names, whatever else is said, or none', () => {
    const [one, two] = [device('one', ['*']), device('two', [])];
    assert.equal(deviceOf({ ...NODE, device: 'two' }, [one, two], one), two);
    assert.equal(deviceOf({ ...GDB, device: 'id-two' }, [one, two], one), two);
    assert.equal(deviceOf({ ...GDB, device: 'three' }, [one, two], one), undefined);
    assert.equal(deviceNamedBy({ telemetryhub: { device: 'two' } }), 'two');
    for (const telemetryhub of [undefined, null, 'two', { device: 2 }]) {
      assert.equal(deviceNamedBy({ telemetryhub }), undefined);
    }
  });

  it('is no device for a debugger of programs on a computer, unless named', () => {
    assert.equal(deviceOf(NODE, [device('only')], undefined), undefined);
    const named = device('named', ['pwa-node']);
    assert.equal(deviceOf(NODE, [named], undefined), named);
  });
});
