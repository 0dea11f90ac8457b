import { readSync } from 'node:fs';

/** A port as serialport's native part gives it; the rest of it is used by serialport's stream only. */
export interface NativePort {
  readonly isOpen: boolean;
  read(
    buffer: Buffer,
    offset: number,
    length: number,
  ): Promise<{ buffer: Buffer; bytesRead: number }>;
}

/** The part of serialport's Unix port that reading needs. */
export interface ReadablePort {
  readonly isOpen: boolean;
  readonly fd: number | null;
  readonly poller: { once(event: 'readable', callback: (error: Error | null) => void): unknown };
}

/** Reads like fs.readSync: the bytes read, or it throws an error with a code. */
export type ReadFd = (fd: number, buffer: Buffer, offset: number, length: number) => number;

const readFd: ReadFd = (fd, buffer, offset, length) => readSync(fd, buffer, offset, length, null);

/** True for a port whose `read` can be replaced: Linux and macOS, not Windows. */
export function isReadablePort(port: NativePort): port is NativePort & ReadablePort {
  return 'poller' in port && 'fd' in port;
}

/**
 * Reads at least one byte, or rejects. serialport's own read retries for ever when a read gives 0
 * bytes, which is what a tty says when its other end has died: no event, and a core at 100 %.
 * Valid with vmin = 1, serialport's default.
 *
 * Waits first and reads then, here and now: the port is opened so that a read never blocks. serialport asks the thread
 * pool twice a chunk instead, once to learn that there is nothing.
 */
export async function readOrDisconnect(
  port: ReadablePort,
  buffer: Buffer,
  offset: number,
  length: number,
  readBytes: ReadFd = readFd,
): Promise<{ buffer: Buffer; bytesRead: number }> {
  for (;;) {
    fdOf(port);
    await new Promise<void>((resolve, reject) => {
      port.poller.once('readable', (error) => (error ? reject(error) : resolve()));
    });
    // Closed meanwhile, its number may be another file's by now.
    const bytesRead = tryToRead(fdOf(port), buffer, offset, length, readBytes);
    if (bytesRead === 0) throw disconnected('read gave 0 bytes');
    if (bytesRead !== undefined) return { buffer, bytesRead };
  }
}

function fdOf({ isOpen, fd }: ReadablePort): number {
  if (!isOpen || fd === null) throw canceled();
  return fd;
}

/** Undefined when nothing is there to read yet. */
function tryToRead(
  fd: number,
  buffer: Buffer,
  offset: number,
  length: number,
  readBytes: ReadFd,
): number | undefined {
  try {
    return readBytes(fd, buffer, offset, length);
  } catch (error) {
    retryOrThrow(error as NodeJS.ErrnoException);
    return undefined;
  }
}

function retryOrThrow(error: NodeJS.ErrnoException): void {
  switch (error.code) {
    case 'EAGAIN':
    case 'EWOULDBLOCK':
    case 'EINTR':
      return;
    case 'EIO':
    case 'EBADF':
    case 'ENXIO':
      throw disconnected(error.message);
    default:
      throw error;
  }
}

function disconnected(why: string): Error {
  return Object.assign(new Error(why), { disconnect: true });
}

function canceled(): Error {
  return Object.assign(new Error('Port is not open'), { canceled: true });
}
