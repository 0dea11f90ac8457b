import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FIRMWARE } from '../device/emulatedBoard';

describe('the committed firmware', () => {
  const lines = readFileSync(path.join(FIRMWARE, 'firmware.sha256'), 'utf8').trim().split('\n');
  const made = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));

  it('was made of the sources beside it', () => {
    const parts = ['firmware.elf', 'startup.c', 'main.c', 'board.h', 'firmware.ld', 'Makefile'];
    assert.deepEqual([...made.keys()], parts);
    for (const [name, hash] of made) {
      const bytes = readFileSync(path.join(FIRMWARE, name));
      const now = createHash('sha256').update(bytes).digest('hex');
      assert.equal(now, hash, `${name} is another one: run make in ${FIRMWARE}`);
    }
  });

  it('names its sources by a path that is the same wherever it was built', () => {
    const elf = readFileSync(path.join(FIRMWARE, 'firmware.elf'));
    assert.ok(elf.includes('/fw\0'));
    assert.ok(!elf.includes(process.cwd()));
  });
});
