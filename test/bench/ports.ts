import { SerialPort } from 'serialport';
import { serialOptions } from '../unit/transport/serialOptions';
import { SourceTransport } from '../../src/transport/link';
import { sourcePath } from './paths';

/** A port that is read: by us, or as plainly as serialport allows. */
export interface OpenPort {
  /** Bytes that were let go of, as far as it knows. */
  readonly dropped: number;
  close(): Promise<void>;
}

type OnBytes = (bytes: Uint8Array) => void;

/** Our transport: the source process, its pipe, the host. */
export async function openOwn(path: string, onBytes: OnBytes): Promise<OpenPort> {
  const source = { kind: 'serial', bufferBytes: 16 << 20, serial: serialOptions(path) } as const;
  let dropped = 0;
  const transport = new SourceTransport(
    { sourcePath, inProcess: false, source },
    {
      onChunk: ({ bytes }) => onBytes(bytes),
      onLink: () => undefined,
      onDropped: (bytes) => (dropped += bytes),
      onFatal: () => undefined,
      onInjected: () => undefined,
      onNote: () => undefined,
    },
  );
  await transport.load();
  await transport.open();
  return {
    get dropped() {
      return dropped;
    },
    close: () => transport.dispose(),
  };
}

/** serialport in this process, with a `data` listener and nothing else. */
export async function openBare(path: string, onBytes: OnBytes): Promise<OpenPort> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  port.on('data', (bytes: Buffer) => onBytes(bytes));
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
  const close = () => new Promise<void>((resolve) => port.close(() => resolve()));
  return { dropped: 0, close };
}
