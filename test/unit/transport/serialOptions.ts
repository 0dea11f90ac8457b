import type { SerialOptions } from '../../../src/transport/transport';

/** Plain line settings for a port of that path. */
export function serialOptions(path: string): SerialOptions {
  return {
    path,
    baudRate: 115_200,
    dataBits: 8,
    stopBits: 1,
    parity: 'none',
    rtscts: false,
    xon: false,
    xoff: false,
    dtr: 'leave',
    rts: 'leave',
  };
}
