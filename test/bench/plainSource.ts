import { SerialPort } from 'serialport';

/** The reference's source process: what bare serialport reads goes to the parent as it comes. Ends with its standard input. */
const port = new SerialPort({ path: process.argv[2], baudRate: 115_200 });
port.on('data', (bytes: Buffer) => process.stdout.write(bytes));
port.on('open', () => process.stderr.write('open'));
process.stdin.on('end', () => process.exit(0)).resume();
