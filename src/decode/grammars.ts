import { LINE_KINDS, type LineKind, type WireFormat } from '../wireFormat';
import { ArduinoGrammar } from './arduino';
import { BadlogicGrammar } from './badlogic';
import type { Columns } from './columns';
import { CsvGrammar } from './csv';
import type { LineGrammar } from './fields';
import { FireWaterGrammar } from './fireWater';
import { JsonGrammar } from './json';
import { KeyValueGrammar } from './keyValue';
import { TeleplotGrammar } from './teleplot';
import { TimedGrammar } from './timed';
import { UNIT_MS } from './timeUnits';

/** A format whose frames are lines. */
export type LineFormat = Extract<WireFormat, { kind: LineKind }>;

export function isLineFormat(format: WireFormat): format is LineFormat {
  return (LINE_KINDS as readonly string[]).includes(format.kind);
}

/** What reads a line of the format; `columns` are told the unit of its times. */
export function grammarOf(format: LineFormat, columns: Columns): LineGrammar {
  const grammar = plainGrammar(format);
  if (format.time === undefined) return grammar;
  columns.stampUnitMs = UNIT_MS[format.time.unit];
  return new TimedGrammar(grammar, format.time);
}

function plainGrammar(format: LineFormat): LineGrammar {
  switch (format.kind) {
    case 'keyValue':
      return new KeyValueGrammar();
    case 'csv':
      return new CsvGrammar();
    case 'teleplot':
      return new TeleplotGrammar(format.udp);
    case 'arduino':
      return new ArduinoGrammar();
    case 'json':
      return new JsonGrammar();
    case 'fireWater':
      return new FireWaterGrammar();
    case 'badlogic':
      return new BadlogicGrammar();
  }
}
