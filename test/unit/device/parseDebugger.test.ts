import assert from 'node:assert/strict';
import { parseProfile } from '../../../src/device/parseProfile';
import { profileSetting } from '../../../src/device/profileSetting';

const parse = (transport: object) =>
  parseProfile({ name: 'Vars', transport: { kind: 'debugger', ...transport } }, 0);

const message = (transport: object) => {
  const parsed = parse(transport);
  assert.ok(!parsed.ok);
  return parsed.message;
};

describe('a device whose source is a debugger', () => {
  it('names channels by their expressions, and is the same written out again', () => {
    const memory = { type: 'f32', periodMs: 20 };
    const expressions = [{ expression: 'motor->speed' }, { expression: 'g_t', name: 't', memory }];
    const parsed = parse({ expressions });
    assert.ok(parsed.ok);
    const { profile } = parsed;
    assert.deepEqual(profile.transport, {
      kind: 'debugger',
      debugger: {
        session: '*',
        expressions: [
          { name: 'motor.speed', unit: '', expression: 'motor->speed' },
          { name: 't', unit: '', expression: 'g_t', memory: { ...memory, endian: 'little' } },
        ],
      },
    });
    assert.deepEqual(profile.format, { kind: 'teleplot' });
    assert.deepEqual(parseProfile(profileSetting(profile), 0), parsed);
  });

  it('says what is wrong, where, and what would be right', () => {
    const one = { expression: 'a' };
    assert.match(message({}), /expressions is missing.*at least one/);
    assert.match(message({ expressions: [one, one] }), /two channels a/);
    assert.match(message({ expressions: [{ expression: '42' }] }), /\[0\]\.name/);
    assert.match(message({ expressions: [{ ...one, unit: 'a|b' }] }), /unit.*without \|/);
    const memory = { type: 'u24' };
    assert.match(message({ expressions: [{ ...one, memory }] }), /memory\.type.*"u8"/);
    const fast = { type: 'u8', periodMs: 1 };
    assert.match(message({ expressions: [{ ...one, memory: fast }] }), /periodMs.*from 10/);
  });
});
