import { chmodSync, writeFileSync } from 'node:fs';

const BASE = 0x400000;
/** Of the file header and its one program header; the code follows. */
const ENTRY = 0x78;
const SLEEP = 0xd0;
const END = 0xe0;

/** Where the program counts, 32 bits. */
export const COUNTER = BASE + 0xc0;

/** Adds 1 to the counter, sleeps for 5 ms, and so on: no compiler is wanted for it. */
const PROGRAMS: Readonly<Record<string, { machine: number; code: Buffer } | undefined>> = {
  // inc dword [COUNTER]; mov eax, 35; mov edi, SLEEP; xor esi, esi; syscall; jmp to the first
  x64: {
    machine: 62,
    code: Buffer.from('ff0425c0004000b823000000bfd000400031f60f05ebe9', 'hex'),
  },
  // mov x0, BASE; ldr w1, [x0, 0xc0]; add w1, w1, 1; str w1, [x0, 0xc0]; add x0, x0, 0xd0; mov x1, 0; mov x8, 101; svc 0; b
  arm64: {
    machine: 183,
    code: Buffer.from(
      '0008a0d201c040b92104001101c000b900400391010080d2a80c80d2010000d4f8ffff17',
      'hex',
    ),
  },
};

/** Writes an executable for the Linux that this runs on, an ELF file by the System V ABI, that counts for ever. */
export function writeCountingProgram(file: string): void {
  const program = PROGRAMS[process.arch];
  if (program === undefined) throw new Error(`There is no program for ${process.arch} yet.`);
  const bytes = Buffer.alloc(END);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  bytes.writeUInt16LE(2, 16); // an executable
  bytes.writeUInt16LE(program.machine, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(BigInt(BASE + ENTRY), 24);
  bytes.writeBigUInt64LE(64n, 32); // where program headers are
  bytes.writeUInt16LE(64, 52);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(1, 64); // loaded
  bytes.writeUInt32LE(7, 68); // read, written, run
  for (const at of [80, 88]) bytes.writeBigUInt64LE(BigInt(BASE), at);
  for (const at of [96, 104]) bytes.writeBigUInt64LE(BigInt(END), at);
  bytes.writeBigUInt64LE(0x10000n, 112);
  bytes.set(program.code, ENTRY);
  bytes.writeBigUInt64LE(5_000_000n, SLEEP + 8);
  writeFileSync(file, bytes);
  chmodSync(file, 0o755);
}
