import assert from 'node:assert/strict';
import { keyAction, type Key } from '../../../webview/plots/keys';

function press(key: string, modifiers: Partial<Key> = {}): Key {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, altGraph: false };
  return { key, ...none, ...modifiers };
}

const commandOf = (key: string, modifiers: Partial<Key> = {}) => {
  const action = keyAction(press(key, modifiers), false);
  return action?.kind === 'command' ? action.command : undefined;
};

describe('the keys of the plots', () => {
  it('are those of the list', () => {
    const commands = ['+', '=', '-', '0', 'f', 'End', 'Home', ' ', ']', '[', 'c', 'a'].map((key) =>
      commandOf(key),
    );
    assert.deepEqual(commands, [
      'zoomIn',
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'showAll',
      'backToLive',
      'oldest',
      'togglePause',
      'nextMark',
      'previousMark',
      'toggleCursor',
      'autoScale',
    ]);
  });

  it('pan without a pinned cursor and step with one', () => {
    const right = (shiftKey: boolean, pinned: boolean) =>
      keyAction(press('ArrowRight', { shiftKey }), pinned);
    assert.deepEqual(right(false, false), { kind: 'pan', share: 0.1 });
    assert.deepEqual(right(true, false), { kind: 'pan', share: 0.5 });
    assert.deepEqual(right(false, true), { kind: 'stepSample', by: 1 });
    assert.deepEqual(right(true, true), { kind: 'stepTime', ms: 1000 });
    assert.deepEqual(keyAction(press('ArrowLeft'), true), { kind: 'stepSample', by: -1 });
  });

  it('zoom the values with Ctrl', () => {
    const up = keyAction(press('ArrowUp', { ctrlKey: true }), false);
    const down = keyAction(press('ArrowDown', { ctrlKey: true }), false);
    assert.ok(up?.kind === 'zoomValues' && up.factor < 1);
    assert.ok(down?.kind === 'zoomValues' && Math.abs(down.factor * up.factor - 1) < 1e-12);
  });

  it('clear the cursor only when there is one, so that Escape goes on to others', () => {
    assert.deepEqual(keyAction(press('Escape'), true), { kind: 'clearCursor' });
    assert.equal(keyAction(press('Escape'), false), undefined);
  });

  it('leave the keys of the workbench alone', () => {
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey'] as const) {
      for (const key of ['f', 'a', 'c', '0', 'End', 'p', 'ArrowLeft']) {
        assert.equal(keyAction(press(key, { [modifier]: true }), true), undefined, key);
      }
    }
    assert.equal(keyAction(press('F1'), false), undefined);
    assert.equal(keyAction(press('constructor'), false), undefined);
  });

  it('know brackets that are typed with AltGr', () => {
    const altGr = { ctrlKey: true, altKey: true, altGraph: true };
    assert.equal(commandOf(']', altGr), 'nextMark');
  });
});
