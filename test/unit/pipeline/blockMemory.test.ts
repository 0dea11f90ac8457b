import assert from 'node:assert/strict';
import { BlockMemory } from '../../../src/pipeline/blockMemory';

describe('BlockMemory', () => {
  it('gives the memory of a large block to the next', () => {
    const memory = new BlockMemory();
    const block = new Uint8Array(memory.take(60_000), 0, 60_000);
    memory.giveBack(block);
    assert.equal(memory.take(50_000), block.buffer);
    assert.notEqual(memory.take(50_000), block.buffer);
  });

  it('gives a small block no more than it needs: a thousand of them may wait', () => {
    const memory = new BlockMemory();
    assert.equal(memory.take(100).byteLength, 100);
    memory.giveBack(new Uint8Array(memory.take(100)));
    assert.ok(memory.take(60_000).byteLength >= 60_000);
  });
});
