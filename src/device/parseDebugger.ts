import { t } from '@vscode/l10n';
import { SettingError, SettingReader } from '../settingReader';
import {
  MEMORY_TYPES,
  type DebuggerOptions,
  type SampledExpression,
  type SampledMemory,
} from '../transport/debuggerOptions';

const MAX_EXPRESSIONS = 64;

/** Checks a transport of the kind `debugger`. Throws a SettingError. */
export function readDebugger(value: unknown, path: string): DebuggerOptions {
  const r = new SettingReader(value, path, ['kind', 'session', 'expressions']);
  const expressions = r.list('expressions', MAX_EXPRESSIONS, readExpression);
  if (expressions.length === 0) {
    throw r.wrong('expressions', t('a list with at least one entry'));
  }
  const names = expressions.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new SettingError(t('{0} has two channels {1}.', r.at('expressions'), twice));
  }
  return { session: r.text('session', 1, 128, '*'), expressions };
}

function readExpression(value: unknown, path: string): SampledExpression {
  const r = new SettingReader(value, path, ['name', 'unit', 'expression', 'memory']);
  const expression = r.text('expression', 1, 256);
  const name = r.text('name', 1, 64, nameOf(expression));
  if (!/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name)) {
    throw new SettingError(
      t('{0} must begin with a letter; letters, digits, _ and . follow.', r.at('name')),
    );
  }
  const unit = r.text('unit', 0, 16, '');
  if (/[|§\r\n]/.test(unit)) throw r.wrong('unit', t('a unit without | and §'));
  const memory = r.has('memory') ? readMemory(r.raw('memory'), r.at('memory')) : undefined;
  return { name, unit, expression, ...(memory === undefined ? {} : { memory }) };
}

function readMemory(value: unknown, path: string): SampledMemory {
  const r = new SettingReader(value, path, ['type', 'endian', 'periodMs']);
  return {
    type: r.choice('type', MEMORY_TYPES),
    endian: r.choice('endian', ['little', 'big'], 'little'),
    periodMs: r.number('periodMs', 10, 3_600_000, 100),
  };
}

/** `motor->speed` is a channel `motor.speed` unless it is given a name. */
function nameOf(expression: string): string {
  return expression
    .replace(/->/g, '.')
    .replace(/[^A-Za-z0-9_.]+/g, '_')
    .replace(/^[^A-Za-z_]+|[_.]+$/g, '')
    .slice(0, 64);
}
