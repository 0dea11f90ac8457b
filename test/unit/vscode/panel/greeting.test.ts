import assert from 'node:assert/strict';
import { Greeting } from '../../../../src/vscode/panel/greeting';

/** After which a page is told of devices. */
const STATE_MS = 20;
const later = () => new Promise((resolve) => setTimeout(resolve, 3 * STATE_MS));

function bench() {
  const sent: string[] = [];
  const now = { devices: false, curve: false };
  const greeting = new Greeting(
    {
      hasDevices: () => now.devices,
      sendState: () => sent.push('state'),
      sendCurve: () => {
        if (now.curve) sent.push('curve');
        return now.curve;
      },
    },
    STATE_MS,
  );
  return { greeting, now, sent };
}

describe('Greeting', () => {
  it('tells of devices once there are some, and of one curve once there is one', async () => {
    const { greeting, now, sent } = bench();
    greeting.update();
    await later();
    assert.deepEqual(sent, []);
    now.devices = true;
    greeting.update();
    greeting.update();
    await later();
    assert.deepEqual(sent, ['state']);
    now.curve = true;
    greeting.update();
    greeting.update();
    await later();
    assert.deepEqual(sent, ['state', 'curve']);
    assert.equal(greeting.end(), true, 'the page has a curve to draw');
    assert.equal(greeting.end(), false, 'the next page has none');
  });

  it('sends no state on its own where the curve, which goes with it, is there first', async () => {
    const { greeting, now, sent } = bench();
    now.devices = true;
    greeting.update();
    now.curve = true;
    greeting.update();
    await later();
    assert.deepEqual(sent, ['curve']);
  });

  it('sends nothing once the page has answered, or is gone', async () => {
    const { greeting, now, sent } = bench();
    now.devices = true;
    greeting.update();
    assert.equal(greeting.end(), false);
    now.curve = true;
    greeting.update();
    await later();
    assert.deepEqual(sent, []);
  });
});
